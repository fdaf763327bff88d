"""How publishers say that they took an article away, by language; casefolded."""

_SAID = {
    "English": "article has been withdrawn|article has been removed|article was removed|article was withdrawn|story has been removed|"
    "article has been retracted|story has been withdrawn|article has been taken down|statement has been withdrawn|"
    "publication has been withdrawn|page has been withdrawn|page has been removed|article is no longer available|"
    "story is no longer available|release has been withdrawn|text has been withdrawn|text has been removed|content has been removed",
    "French": "article a été retiré|article a été supprimé|article n'est plus disponible|article n’est plus disponible|texte a été retiré|"
    "communiqué a été retiré|page a été supprimée|contenu a été supprimé|article a été dépublié",
    "German": "artikel wurde entfernt|artikel wurde gelöscht|artikel wurde zurückgezogen|artikel ist nicht mehr verfügbar|"
    "beitrag wurde entfernt|beitrag wurde gelöscht|beitrag wurde zurückgezogen|meldung wurde zurückgezogen|text wurde zurückgezogen",
    "Spanish": "artículo ha sido retirado|artículo ha sido eliminado|artículo fue retirado|artículo fue eliminado|"
    "artículo ya no está disponible|noticia ha sido retirada|noticia ha sido eliminada|noticia ya no está disponible|"
    "contenido ha sido eliminado|comunicado ha sido retirado",
    "Portuguese": "artigo foi removido|artigo foi retirado|artigo já não está disponível|matéria foi removida|matéria foi retirada do ar|"
    "notícia foi removida|notícia foi retirada|conteúdo foi removido|nota foi retirada",
    "Italian": "articolo è stato rimosso|articolo è stato ritirato|articolo non è più disponibile|notizia è stata rimossa|"
    "contenuto è stato rimosso|comunicato è stato ritirato",
    "Dutch": "artikel is verwijderd|artikel is ingetrokken|artikel is niet meer beschikbaar|bericht is verwijderd|bericht is ingetrokken",
    "Polish": "artykuł został usunięty|artykuł został wycofany|artykuł nie jest już dostępny|tekst został usunięty|"
    "komunikat został wycofany",
    "Swedish": "artikeln har tagits bort|artikeln har dragits tillbaka|artikeln är inte längre tillgänglig",
    "Turkish": "haber kaldırılmıştır|haber kaldırıldı|haber yayından kaldırıl|içerik kaldırılmıştır|içerik kaldırıldı|makale kaldırıldı",
    "Russian": "статья удалена|статья была удалена|статья снята с публикации|материал удалён|материал удален|материал был удалён|"
    "материал был удален|материал снят с публикации|новость удалена|публикация удалена|публикация отозвана",
    "Ukrainian": "статтю видалено|матеріал видалено|новину видалено|публікацію видалено|статтю відкликано",
    "Arabic": "تم حذف المقال|تم حذف الخبر|تم حذف هذا المقال|تم حذف هذا الخبر|تم سحب المقال|تم سحب هذا المقال|تم سحب البيان|"
    "المقال لم يعد متاح|حُذف هذا المقال|حذف هذا المقال",
    "Persian": "این مطلب حذف شده|این خبر حذف شده|خبر حذف شد|مقاله حذف شده",
    "Vietnamese": "bài viết đã bị gỡ|bài viết đã được gỡ|bài viết này đã bị gỡ|bài viết này đã được gỡ|"
    "bài viết đã bị xóa|bài viết này đã bị xóa|"
    "bài viết không còn tồn tại|bài viết đã được rút|nội dung đã bị gỡ|tin này đã bị gỡ",
    "Indonesian": "artikel ini telah dihapus|artikel telah dihapus|artikel ini telah ditarik|"
    "artikel telah ditarik|berita ini telah dihapus|"
    "berita telah dihapus|artikel ini sudah tidak tersedia",
    "Chinese": "文章已被删除|文章已删除|该文章已被删除|本文已被删除|本文已撤回|文章已撤回|该内容已被删除|内容已被删除|稿件已撤|"
    "文章已被刪除|文章已刪除|本文已刪除|文章已下架|本文已下架|新聞已下架|新闻已下架|文章已撤下",
    "Japanese": "記事は削除されました|記事は削除いたしました|記事を削除しました|記事は取り下げられました|記事を取り下げました|"
    "掲載を終了しました|"
    "記事の掲載は終了しました|記事は公開を終了しました",
    "Korean": "기사가 삭제되었습니다|삭제된 기사입니다|기사가 삭제됐습니다|기사는 삭제되었습니다|"
    "기사를 삭제했습니다|게시물이 삭제되었습니다",
    "Thai": "บทความนี้ถูกลบ|บทความถูกลบ|ข่าวนี้ถูกลบ|บทความนี้ถูกถอด|เนื้อหานี้ถูกลบ",
    "Hindi": "लेख हटा दिया गया|खबर हटा दी गई|लेख वापस ले लिया गया|समाचार हटा दिया गया",
}
NOTICES = tuple(words.casefold() for said in _SAID.values() for words in said.split("|"))
