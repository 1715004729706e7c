package io.heddle.loadtest.report.html;

/// How much a page shows, so that the report of a large run stays below a megabyte: the first of
/// these that fits is taken.
///
/// @see HtmlReport#MAX_BYTES
enum Detail {
    FULL(10, 160, 36, 48, 4, 12, true),
    REDUCED(6, 60, 16, 32, 3, 8, true),
    SMALL(2, 40, 12, 24, 1, 4, true),
    LEAST(0, 0, 0, 16, 1, 2, false);

    /// The forks of each target that have timelines.
    final int forks;

    /// The points of each timeline.
    final int timelinePoints;

    /// The points of each small line in a table.
    final int sparklinePoints;

    /// The points of each percentile curve.
    final int spectrumPoints;

    /// The windows that have a percentile chart.
    final int spectra;

    /// The metrics that have a forest plot; the table at the top has all.
    final int forests;

    /// Whether charts are drawn a second time for narrow pages.
    final boolean phones;

    Detail(
            int forks,
            int timelinePoints,
            int sparklinePoints,
            int spectrumPoints,
            int spectra,
            int forests,
            boolean phones) {
        this.forks = forks;
        this.timelinePoints = timelinePoints;
        this.sparklinePoints = sparklinePoints;
        this.spectrumPoints = spectrumPoints;
        this.spectra = spectra;
        this.forests = forests;
        this.phones = phones;
    }
}
