package io.heddle.icmp;

import java.net.InetAddress;

/// An error message about an echo request, from whoever could not pass it on.
///
/// @param target who was asked
/// @param sequence the number of the request
/// @param from who reports it: a router, as a rule
/// @param kind what it means in short
/// @param type as on the wire: [RFC 792](https://www.rfc-editor.org/rfc/rfc792), [RFC
///   4443](https://www.rfc-editor.org/rfc/rfc4443)
/// @param code as on the wire
public record IcmpError(
        InetAddress target, int sequence, InetAddress from, Kind kind, int type, int code)
        implements PingOutcome {

    /// What went wrong with a request.
    public enum Kind {
        /// There is no way to the target, or none that it may take.
        UNREACHABLE,
        /// It has passed more routers than its TTL allows.
        TIME_EXCEEDED,
        /// It does not fit through a link on the way, and may not be split.
        TOO_BIG,
        /// Its header was not understood.
        PARAMETER_PROBLEM
    }
}
