package io.heddle.samples.chat;

import io.heddle.http.websocket.Message;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who is there, and what was said last. Nobody waits for anybody else in here.
final class Room {

    static final int MOST_VISITORS = 200;
    static final int MOST_REMEMBERED = 100;
    static final int LONGEST_NAME = 24;
    static final int LONGEST_TEXT = 2000;

    private final String id = UUID.randomUUID().toString();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Visitor> visitors =
            new TreeMap<>(String.CASE_INSENSITIVE_ORDER); // guarded by lock
    private final Deque<Event> history = new ArrayDeque<>(); // guarded by lock
    private long latest; // guarded by lock

    /// Lets somebody in.
    ///
    /// @param wanted the name; another one if it is taken, or none
    /// @return null if the room is full
    @Nullable Visitor enter(String wanted) {
        lock.lock();
        try {
            if (visitors.size() == MOST_VISITORS) {
                return null;
            }
            var visitor = new Visitor(freeName(wanted));
            visitors.put(visitor.name(), visitor);
            visitor.tell(
                    Event.welcome(visitor.name(), id, visitors.keySet(), List.copyOf(history)));
            post("joined", visitor, "");
            return visitor;
        } finally {
            lock.unlock();
        }
    }

    private String freeName(String wanted) {
        String name = wanted.strip().replaceAll("\\p{Cntrl}|\\s+", " ");
        if (name.isEmpty()) {
            name = "guest";
        }
        if (name.length() > LONGEST_NAME) {
            name = name.substring(0, LONGEST_NAME).strip();
        }
        String free = name;
        for (int number = 2; visitors.containsKey(free); number++) {
            free = name + " " + number;
        }
        return free;
    }

    /// Says something to all, or tells who says it why not.
    void say(Visitor visitor, String text) {
        lock.lock();
        try {
            if (text.length() > LONGEST_TEXT) {
                visitor.tell(
                        Event.refused("a message has at most " + LONGEST_TEXT + " characters")
                                .message());
            } else if (!text.isBlank()) {
                post("said", visitor, text);
            }
        } finally {
            lock.unlock();
        }
    }

    void leave(Visitor visitor) {
        lock.lock();
        try {
            visitors.remove(visitor.name());
            post("left", visitor, "");
        } finally {
            lock.unlock();
        }
    }

    /// Something was sent to a visitor, so there may be room in the mailbox.
    void sent(Visitor visitor) {
        lock.lock();
        try {
            visitor.tellMissed();
        } finally {
            lock.unlock();
        }
    }

    /// With the lock held.
    private void post(String kind, Visitor visitor, String text) {
        latest++;
        var event = new Event(kind, latest, Instant.now(), visitor.name(), text);
        history.addLast(event);
        if (history.size() > MOST_REMEMBERED) {
            history.removeFirst();
        }
        Message message = event.message(); // one for all
        visitors.values().forEach(other -> other.tell(message));
    }
}
