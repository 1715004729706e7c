package io.heddle.loadtest.report.html;

/// A drawing that exists at several widths, with its numbers.
interface Chart {
    /// What it is, in a few words.
    String title();

    /// What it shows, in a sentence.
    String description();

    /// Draws it.
    ///
    /// @param id unique on the page
    /// @param width of the drawing's own coordinates
    /// @param cssClass of the `svg` element
    String draw(String id, double width, String cssClass);
}
