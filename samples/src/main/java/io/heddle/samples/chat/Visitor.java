package io.heddle.samples.chat;

import io.heddle.http.websocket.Message;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Somebody in the room, and what there is to tell them.
///
/// The room puts it in without waiting, under its lock. Where there is no room left, because the
/// visitor reads too slowly, it is left out, and the visitor is told how much that was.
final class Visitor {

    private static final int CAPACITY = 64;

    private final String name;
    private final BlockingQueue<Message> mailbox = new ArrayBlockingQueue<>(CAPACITY);
    private int missed; // guarded by the room's lock

    Visitor(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// Waits for the next thing to tell.
    Message next() throws InterruptedException {
        return mailbox.take();
    }

    /// Takes a message, or counts it as missed.
    void tell(Message message) {
        tellMissed();
        if (missed > 0 || !mailbox.offer(message)) {
            missed++;
        }
    }

    /// Says how much was missed, once there is room to say so.
    void tellMissed() {
        if (missed > 0 && mailbox.offer(Event.missed(missed).message())) {
            missed = 0;
        }
    }
}
