package io.heddle.loadtest.report.text;

/// A sentence that a result says about itself.
///
/// @param ink whether it is a gain, a loss or a caveat
public record Finding(Ink ink, String sentence) {}
