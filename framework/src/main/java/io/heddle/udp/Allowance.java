package io.heddle.udp;

import io.heddle.AmplificationException;

/// How much may be sent to a peer whose address may be forged. Any thread.
final class Allowance {

    private final DatagramLimits limits;
    private long received; // guarded by this
    private long sent; // guarded by this
    private boolean verified; // guarded by this

    /// @param received how many bytes the peer has sent
    Allowance(DatagramLimits limits, int received) {
        this.limits = limits;
        this.received = received;
    }

    /// The peer has sent more.
    synchronized void received(int bytes) {
        received += bytes;
    }

    /// Has some bytes go out.
    ///
    /// @throws AmplificationException if they may not
    synchronized void take(int bytes, Object what) throws AmplificationException {
        long allowed = limits.allowed(received);
        if (!verified && sent + bytes > allowed) {
            throw new AmplificationException(what.toString(), allowed, sent + bytes);
        }
        sent += bytes;
    }

    synchronized void markVerified() {
        verified = true;
    }

    synchronized boolean isVerified() {
        return verified;
    }
}
