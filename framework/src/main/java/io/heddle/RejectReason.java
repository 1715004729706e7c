package io.heddle;

/// Why an accepted socket never became a connection.
public enum RejectReason {
    /// The socket could not be set up: the peer was gone already, or an option was refused.
    SETUP_FAILED,
    /// The virtual machine could not start a thread for it.
    START_FAILED,
    /// The server or the listener has all the connections that it may have
    /// ([Limits#maxConnections()], [AtLimit.Reject]).
    LIMIT,
    /// It waited in the queue at the limit until its time was over ([AtLimit.Queue]).
    QUEUE_TIMEOUT,
    /// Its address has all the connections that it may have ([AddressLimits]).
    ADDRESS_LIMIT,
    /// Its address came too often ([AddressLimits#rate()]).
    ADDRESS_RATE,
    /// It is not allowed to come in this way, or did not begin as it must ([Preamble]).
    PREAMBLE,
    /// Its user and group are not on the listener's allow list ([UnixAccess#users()]).
    NOT_ALLOWED,
    /// The process has no descriptor left; the spare one was used to tell the peer.
    DESCRIPTORS,
    /// The server is stopping and has no place for it.
    DRAINING
}
