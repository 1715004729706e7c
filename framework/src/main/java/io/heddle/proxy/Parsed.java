package io.heddle.proxy;

/// A header that is complete.
///
/// @param length how many bytes it has
record Parsed(ProxyHeader header, int length) {}
