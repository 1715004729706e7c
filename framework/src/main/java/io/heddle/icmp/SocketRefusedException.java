package io.heddle.icmp;

import java.io.IOException;

/// The system opens no ICMP socket.
final class SocketRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean forWantOfPermission;

    SocketRefusedException(String message, boolean forWantOfPermission) {
        super(message);
        this.forWantOfPermission = forWantOfPermission;
    }

    boolean isForWantOfPermission() {
        return forWantOfPermission;
    }
}
