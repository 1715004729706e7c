package io.heddle.loadtest.cli;

/// What the process's exit status means.
final class ExitCodes {
    static final int OK = 0;

    /// A target did not start, crashed, or something inside failed.
    static final int FAILED = 1;

    /// Wrong options or values; nothing was started.
    static final int USAGE = 2;

    /// This machine cannot run what was asked; nothing was started.
    static final int REFUSED = 6;

    /// A server gave wrong replies.
    static final int WRONG_REPLIES = 7;

    private ExitCodes() {}
}
