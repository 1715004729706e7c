package io.heddle;

/// Where connections come from, shared by all of a listener.
///
/// @param listenerName the listener's name
/// @param traffic counts the bytes of its server
record Origin(String listenerName, Traffic traffic) {}
