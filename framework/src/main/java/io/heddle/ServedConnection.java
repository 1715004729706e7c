package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of a connection that is about its server: what it has taken of it, what is kept with
/// it, and whether the server wants it to end.
abstract sealed class ServedConnection extends TimedConnection permits Connection {

    private static final AttributeKey<List<Runnable>> DRAIN_ACTIONS =
            AttributeKey.named("drain actions");

    private static final AttributeKey<List<TaskScope<?, ?>>> TASK_SCOPES =
            AttributeKey.named("task scopes");

    private final Origin origin;
    private Ticket ticket = Ticket.ORDINARY; // guarded by the server's admission
    private @Nullable Map<AttributeKey<?>, Object> attributes; // guarded by this
    private DrainSignal.Stage told = DrainSignal.Stage.NONE; // to the handler; guarded by this

    ServedConnection(Origin origin) {
        super(origin.timeouts(), origin.wheel());
        this.origin = origin;
    }

    /// A value that was set with [#attribute(AttributeKey, Object)], or null. Any thread.
    @SuppressWarnings("unchecked") // attribute() let only values of the key's type in
    public final synchronized <T> @Nullable T attribute(AttributeKey<T> key) {
        return attributes == null ? null : (T) attributes.get(key);
    }

    /// Keeps a value with the connection, or removes it. Any thread.
    ///
    /// @param value null removes
    public final synchronized <T> void attribute(AttributeKey<T> key, @Nullable T value) {
        if (attributes == null) {
            attributes = new HashMap<>();
        }
        if (value == null) {
            attributes.remove(key);
        } else {
            attributes.put(key, value);
        }
    }

    final Origin origin() {
        return origin;
    }

    @Override
    final TimerWheel wheel() {
        return origin.wheel();
    }

    /// The name of the listener that accepted it.
    public final String listenerName() {
        return origin.listenerName();
    }

    final Ticket ticket() {
        return ticket;
    }

    final void ticket(Ticket ticket) {
        this.ticket = ticket;
    }

    /// Whether the server is stopping ([SocketServer#shutdown(ShutdownPlan)]): finish what is under
    /// way, and begin nothing new. A protocol that can say so says with each answer from now on
    /// that it is the last one.
    public final boolean isDraining() {
        return origin.drain().stage() != DrainSignal.Stage.NONE;
    }

    /// Has something done when the server begins to stop: to tell the peer, say, or to end a wait
    /// that is not Heddle's. If it is stopping already, that is done now, on the calling thread.
    ///
    /// @param action called at most once, on a thread of the server that all connections share: it
    ///   must be quick and must not block. What it throws is reported as the handler's failure and
    ///   ends nothing
    public final void onDrain(Runnable action) {
        synchronized (this) {
            if (!isDraining()) {
                List<Runnable> actions = attribute(DRAIN_ACTIONS);
                if (actions == null) {
                    actions = new ArrayList<>(1);
                    attribute(DRAIN_ACTIONS, actions);
                }
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    final boolean hasDrainActions() {
        return attribute(DRAIN_ACTIONS) != null;
    }

    /// Takes the actions that are to be done now.
    final synchronized List<Runnable> takeDrainActions() {
        List<Runnable> actions = attribute(DRAIN_ACTIONS);
        attribute(DRAIN_ACTIONS, null);
        return actions == null ? List.of() : actions;
    }

    /// Whether the calling thread, about to wait in a call, is to be told that it should not.
    ///
    /// @param idle whether nothing is under way
    final boolean isToldToEnd(boolean idle) {
        DrainSignal.Stage stage = origin.drain().stage();
        return stage != DrainSignal.Stage.NONE && isTold(stage, idle);
    }

    private synchronized boolean isTold(DrainSignal.Stage stage, boolean idle) {
        if (stage == DrainSignal.Stage.WHEN_IDLE && !idle) {
            return false;
        }
        boolean isNew = told.compareTo(stage) < 0;
        told = stage;
        return isNew;
    }

    /// Whether the handler was told that it should end.
    final synchronized boolean isTold() {
        return told != DrainSignal.Stage.NONE;
    }

    /// A scope has been opened for it.
    final synchronized void opened(TaskScope<?, ?> scope) {
        List<TaskScope<?, ?>> open = attribute(TASK_SCOPES);
        if (open == null) {
            open = new ArrayList<>(1);
            attribute(TASK_SCOPES, open);
        }
        open.add(scope);
    }

    /// A scope has been closed.
    final synchronized void closed(TaskScope<?, ?> scope) {
        List<TaskScope<?, ?>> open = attribute(TASK_SCOPES);
        if (open != null) {
            open.remove(scope);
        }
    }

    /// Its tasks that have not ended.
    final synchronized List<TaskSnapshot> tasks() {
        List<TaskScope<?, ?>> open = attribute(TASK_SCOPES);
        if (open == null) {
            return List.of();
        }
        return open.stream().flatMap(scope -> scope.running().stream()).toList();
    }
}
