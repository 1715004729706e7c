package io.heddle.udp;

import org.jspecify.annotations.Nullable;

/// A chain of sessions through their own links, so that it costs nothing to be in it. Guarded by
/// the lock of the [SessionTable].
final class SessionList {

    private @Nullable DatagramSession first;
    private @Nullable DatagramSession last;
    private int size;

    @Nullable DatagramSession first() {
        return first;
    }

    int size() {
        return size;
    }

    void addLast(DatagramSession session) {
        DatagramSession before = last;
        session.links.before = before;
        session.links.after = null;
        if (before == null) {
            first = session;
        } else {
            before.links.after = session;
        }
        last = session;
        size++;
    }

    void remove(DatagramSession session) {
        DatagramSession before = session.links.before;
        DatagramSession after = session.links.after;
        if (before == null) {
            first = after;
        } else {
            before.links.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.links.before = before;
        }
        session.links.before = null;
        session.links.after = null;
        size--;
    }

    void moveLast(DatagramSession session) {
        if (session != last) {
            remove(session);
            addLast(session);
        }
    }

    /// What a session has of the table and its lists.
    static final class Links {
        @Nullable DatagramSession before;
        @Nullable DatagramSession after;
        @Nullable DatagramSession inBucket; // the next one of the same bucket
        int hash;
        long heardAt; // when the peer was heard last, in the wheel's active ticks
        boolean isListed; // in the table: what comes from its peer goes to it
    }
}
