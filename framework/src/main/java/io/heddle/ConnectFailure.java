package io.heddle;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;

/// Why a connection could not be made.
public enum ConnectFailure {
    /// Nobody listens there.
    REFUSED,
    /// There is no way to the host, or to its network, or none that is permitted.
    UNREACHABLE,
    /// The host did not answer in time.
    TIMED_OUT,
    /// The local address is not ours, or is in use; or all ports of it are.
    LOCAL_ADDRESS,
    /// The user may not connect there: to the file of a Unix-domain socket, usually.
    NO_PERMISSION,
    /// There is no file of that path.
    NO_SUCH_FILE,
    /// The process, or the system, has no descriptors left.
    DESCRIPTORS,
    /// What else the system said; the cause has its words.
    OTHER;

    /// What an answer of the system means. The JDK tells some by type, and others by the system's
    /// words alone.
    static ConnectFailure of(IOException failure) {
        String words = failure.getMessage() == null ? "" : failure.getMessage();
        String text = words.toLowerCase(Locale.ROOT);
        if (text.contains("permission denied") || text.contains("not permitted")) {
            return NO_PERMISSION;
        }
        if (text.contains("timed out")) {
            return TIMED_OUT;
        }
        if (text.contains("unreachable") || failure instanceof NoRouteToHostException) {
            return UNREACHABLE;
        }
        if (text.contains("no such file")) {
            return NO_SUCH_FILE;
        }
        if (text.contains("too many open files")) {
            return DESCRIPTORS;
        }
        return switch (failure) {
            case BindException taken -> LOCAL_ADDRESS;
            case ConnectException refused -> REFUSED;
            default -> OTHER;
        };
    }
}
