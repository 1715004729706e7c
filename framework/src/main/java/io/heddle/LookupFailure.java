package io.heddle;

/// Why a name was not looked up.
public enum LookupFailure {
    /// There is no host of that name, or it has no address; systems say the same when they cannot
    /// ask anybody just now.
    NOT_FOUND,
    /// No answer came in time.
    TIMED_OUT,
    /// Too many lookups wait already.
    OVERLOADED,
    /// Something else, which the cause tells.
    BROKEN
}
