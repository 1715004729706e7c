package io.heddle.http.files;

/// What there is where a request points to.
sealed interface Found permits FoundFile, Found.Directory, Found.Nothing {

    Directory DIRECTORY = new Directory();
    Nothing NOTHING = new Nothing();

    /// A directory.
    record Directory() implements Found {}

    /// Nothing that may be served.
    record Nothing() implements Found {}
}
