from ingest.cli import main

if __name__ == "__main__":  # a process that is started for work loads this module under another name
    main()
