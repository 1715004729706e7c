package io.heddle;

/// Something that is wrong with the machine or the configuration, found when a server started.
///
/// @param rule a short name that does not change, `descriptor-limit` say
/// @param message one line for people: what it is, what follows, what to do
public record StartupFinding(String rule, String message) {}
