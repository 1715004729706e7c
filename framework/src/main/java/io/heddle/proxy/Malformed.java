package io.heddle.proxy;

import io.heddle.PreambleException;

/// Says where a header is wrong.
final class Malformed {

    private Malformed() {}

    /// @param at which byte, counted from 0
    static PreambleException at(int at, String problem) {
        return new PreambleException("PROXY header: byte " + at + ": " + problem, null);
    }
}
