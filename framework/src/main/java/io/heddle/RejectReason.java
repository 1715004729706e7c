package io.heddle;

/// Why an accepted socket never became a connection.
public enum RejectReason {
    /// The socket could not be set up: the peer was gone already, or an option was refused.
    SETUP_FAILED,
    /// The virtual machine could not start a thread for it.
    START_FAILED
}
