package io.heddle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Peers that were turned away and may still read why: a socket that is closed while its peer sends
/// makes the system throw away what the peer has not read. So our stream is ended, what comes is
/// dropped, and the socket is closed when the peer has closed it, its time is over, or too many
/// others are waiting for the same.
///
/// Confined to the acceptor.
final class TurnedAway {

    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int MOST = 256;
    private static final int DROPPED_AT_ONCE = 4096;
    private static final int MOST_DROPPED = 65_536; // of one peer: what it may have under way

    private final Listener listener;
    private final Deque<Leaving> leaving = new ArrayDeque<>(); // the first to go in front
    private int unreleased; // closed, but the selector still has their descriptors
    private final ByteBuffer dropped = ByteBuffer.allocateDirect(DROPPED_AT_ONCE);

    /// @param listener whose selector watches them
    TurnedAway(Listener listener) {
        this.listener = listener;
    }

    /// What peers are told for whom there is no place.
    static String farewell(AtLimit policy) {
        return switch (policy) {
            case AtLimit.Hold hold -> "";
            case AtLimit.Queue queue -> queue.farewell();
            case AtLimit.Reject reject -> reject.farewell();
        };
    }

    /// Tells a peer and sees it out.
    ///
    /// @param farewell sent as far as the system takes it at once
    void add(SocketChannel peer, String farewell, long nowNanos) {
        var one = new Leaving(peer, nowNanos + LINGER.toNanos());
        try {
            if (leaving.size() >= MOST) {
                makeRoom(nowNanos);
            }
            peer.configureBlocking(false);
            if (!farewell.isEmpty()) {
                peer.write(ByteBuffer.wrap(farewell.getBytes(StandardCharsets.UTF_8)));
            }
            peer.shutdownOutput();
            listener.watch(peer, one);
            leaving.addLast(one);
        } catch (IOException gone) {
            one.end();
        }
    }

    /// Sees who has left meanwhile; if that is not enough, half of them have had their time.
    private void makeRoom(long nowNanos) throws IOException {
        listener.look();
        sweep(nowNanos);
        if (leaving.size() >= MOST) {
            for (int i = 0; i < MOST / 2; i++) {
                leaving.removeFirst().end();
            }
            release();
        }
    }

    /// Closes those whose time is over.
    void sweep(long nowNanos) throws IOException {
        leaving.removeIf(Leaving::isOver);
        while (!leaving.isEmpty() && leaving.getFirst().until - nowNanos <= 0) {
            leaving.removeFirst().end();
        }
        release();
    }

    /// Has the selector let go of what is closed: while a listener cannot accept, nobody else does.
    ///
    /// @return whether there was anything
    private boolean release() throws IOException {
        if (unreleased == 0) {
            return false;
        }
        unreleased = 0;
        listener.look();
        return true;
    }

    /// How long until there is something to sweep; [Long#MAX_VALUE] if there is nobody.
    long nanosToSweep(long nowNanos) {
        return leaving.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, leaving.getFirst().until - nowNanos);
    }

    boolean isEmpty() {
        return leaving.isEmpty();
    }

    /// Closes all, because their descriptors are needed.
    ///
    /// @return whether there was anything to close
    boolean giveUp() throws IOException {
        listener.look(); // or what they have sent would make the system reset them
        end();
        return release();
    }

    /// Closes all. Their descriptors are there again when the listener is closed.
    void end() {
        leaving.forEach(Leaving::end);
        leaving.clear();
    }

    private final class Leaving implements Runnable {

        private final SocketChannel peer;
        private final long until;
        private int bytes; // dropped

        Leaving(SocketChannel peer, long until) {
            this.peer = peer;
            this.until = until;
        }

        /// Some bytes have come, or the end.
        @Override
        public void run() {
            try {
                int count = dropSome();
                while (count > 0 && bytes <= MOST_DROPPED) {
                    count = dropSome();
                }
                if (count != 0) {
                    end();
                }
            } catch (IOException gone) {
                end();
            }
        }

        private int dropSome() throws IOException {
            int count = peer.read(dropped.clear());
            bytes += Math.max(0, count);
            return count < -1 ? 0 : count; // less: a signal interrupted the read
        }

        boolean isOver() {
            return !peer.isOpen();
        }

        void end() {
            unreleased++;
            try {
                peer.close();
            } catch (IOException gone) {
                // it is closed for us whatever the system says
            }
        }
    }
}
