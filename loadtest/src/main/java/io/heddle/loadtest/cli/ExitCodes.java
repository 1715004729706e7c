package io.heddle.loadtest.cli;

/// What the process's exit status means. A signal ends with 128 and its number: 130 after Ctrl-C,
/// 143 after SIGTERM.
final class ExitCodes {
    static final int OK = 0;

    /// A target did not start, crashed, or something inside failed.
    static final int FAILED = 1;

    /// Wrong options, values or files; nothing was started.
    static final int USAGE = 2;

    /// A gate that was asked for did not hold.
    static final int GATE_BROKEN = 3;

    /// A stored result is significantly worse than another.
    static final int REGRESSION = 4;

    /// With `--strict`: a number that counts is not valid.
    static final int INVALID = 5;

    /// This machine cannot run what was asked; nothing was started.
    static final int REFUSED = 6;

    /// A server gave wrong replies.
    static final int WRONG_REPLIES = 7;

    private ExitCodes() {}
}
