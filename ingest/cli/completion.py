"""`ingest completion`: what a shell needs to complete commands and options."""

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print a script that completes the commands and options of ingest in a shell.

    \b
    Examples:
      ingest completion bash > ~/.local/share/bash-completion/completions/ingest
      ingest completion zsh > "${fpath[1]}/_ingest"
      ingest completion fish > ~/.config/fish/completions/ingest.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from ingest.cli import commands

    kind = get_completion_class(shell)
    assert kind is not None
    # The base class's: bash's own asks for the version of the bash that is on PATH, which need not be there.
    click.echo(ShellComplete.source(kind(commands, {}, "ingest", "_INGEST_COMPLETE")))
