package io.heddle.loadtest.result;

/// One validity check of one window or target.
///
/// @param title what is checked, in a few words
/// @param why what was found, with the value and its bound
/// @param advice what to do about it; empty if nothing
public record Check(Light light, String title, String why, String advice) {}
