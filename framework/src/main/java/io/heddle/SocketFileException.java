package io.heddle;

import io.heddle.internal.unix.SocketFileTrouble;
import java.net.SocketAddress;

/// The file of a Unix-domain socket cannot be made: its path is too long, its directory is missing
/// or not ours to write in, something is in the way, or its owner is unknown. The message says
/// which.
public final class SocketFileException extends ListenException {

    private static final long serialVersionUID = 1L;

    SocketFileException(SocketAddress address, SocketFileTrouble cause) {
        super(address, cause);
    }
}
