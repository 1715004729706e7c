package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The part of a connection that is about where it comes from, a server mostly: what it has taken
/// of it, what is kept with it, and whether the server wants it to end.
abstract sealed class ServedConnection extends TimedConnection permits SocketConnection {

    private static final AttributeKey<List<Runnable>> DRAIN_ACTIONS =
            AttributeKey.named("drain actions");

    private static final AttributeKey<List<TaskScope<?, ?>>> TASK_SCOPES =
            AttributeKey.named("task scopes");

    private static final int EXPECTED_ATTRIBUTES = 2;

    private final Origin origin;
    private Ticket ticket = Ticket.ORDINARY; // guarded by the server's admission
    private volatile boolean unintroduced; // written by the acceptor, then by its own thread
    private volatile @Nullable Map<AttributeKey<?>, Object> attributes; // concurrent; few have any
    private DrainSignal.Stage told = DrainSignal.Stage.NONE; // to the handler; guarded by guard()

    ServedConnection(Origin origin) {
        super(origin.timeouts(), origin.wheel());
        this.origin = origin;
    }

    /// A value that was set with [#attribute(AttributeKey, Object)], or null. Any thread; does not
    /// block.
    @SuppressWarnings("unchecked") // attribute() let only values of the key's type in
    public final <T> @Nullable T attribute(AttributeKey<T> key) {
        Map<AttributeKey<?>, Object> kept = attributes;
        return kept == null ? null : (T) kept.get(key);
    }

    /// Keeps a value with the connection, or removes it. Any thread.
    ///
    /// @param value null removes
    public final <T> void attribute(AttributeKey<T> key, @Nullable T value) {
        if (value == null) {
            attributes().remove(key);
        } else {
            attributes().put(key, value);
        }
    }

    private Map<AttributeKey<?>, Object> attributes() {
        Map<AttributeKey<?>, Object> kept = attributes;
        if (kept != null) {
            return kept;
        }
        synchronized (guard()) {
            if (attributes == null) {
                attributes = new ConcurrentHashMap<>(EXPECTED_ATTRIBUTES);
            }
            return Objects.requireNonNull(attributes);
        }
    }

    /// Replaces the list that is kept under a key. Who reads it meanwhile has the old one.
    ///
    /// @param change makes a new list of the old one
    @SuppressWarnings("unchecked") // lists of this class alone
    private <E> void changeList(AttributeKey<List<E>> key, UnaryOperator<List<E>> change) {
        attributes()
                .compute(
                        key,
                        (same, kept) -> {
                            List<E> old = kept == null ? List.of() : (List<E>) kept;
                            List<E> changed = change.apply(old);
                            return changed.isEmpty() ? null : changed;
                        });
    }

    private static <E> List<E> with(List<E> list, E more) {
        List<E> copy = new ArrayList<>(list);
        copy.add(more);
        return List.copyOf(copy);
    }

    /// A copy without one element.
    @SuppressWarnings("ReferenceEquality") // users' actions may be equal and are not the same
    private static <E> List<E> without(List<E> list, E less) {
        List<E> copy = new ArrayList<>(list);
        for (int i = 0; i < copy.size(); i++) {
            if (copy.get(i) == less) {
                copy.remove(i);
                break;
            }
        }
        return List.copyOf(copy);
    }

    final Origin origin() {
        return origin;
    }

    @Override
    final TimerWheel wheel() {
        return origin.wheel();
    }

    /// The name of the listener that accepted it, or of the connector that made it.
    public final String listenerName() {
        return origin.name();
    }

    /// Whether it is not known yet whose it is, because the preamble has not come.
    final boolean isUnintroduced() {
        return unintroduced;
    }

    /// Says whether it is known whose it is.
    final void unintroduced(boolean unintroduced) {
        this.unintroduced = unintroduced;
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
        if (!isDraining()) {
            changeList(DRAIN_ACTIONS, actions -> with(actions, action));
            if (!isDraining() || !takeBack(action)) {
                return; // the drain will find it, or has
            }
        }
        action.run();
    }

    /// @return whether nobody else has taken it
    private boolean takeBack(Runnable action) {
        var found = new AtomicBoolean();
        changeList(
                DRAIN_ACTIONS,
                actions -> {
                    List<Runnable> rest = without(actions, action);
                    found.set(rest.size() < actions.size());
                    return rest;
                });
        return found.get();
    }

    final boolean hasDrainActions() {
        return attribute(DRAIN_ACTIONS) != null;
    }

    /// Takes the actions that are to be done now.
    @SuppressWarnings("unchecked") // of this key there are no other values
    final List<Runnable> takeDrainActions() {
        Object actions = attributes().remove(DRAIN_ACTIONS);
        return actions == null ? List.of() : (List<Runnable>) actions;
    }

    /// Whether the calling thread, about to wait in a call, is to be told that it should not.
    ///
    /// @param idle whether nothing is under way
    /// @param expectant whether a request may be on its way all the same
    final boolean isToldToEnd(boolean idle, boolean expectant) {
        DrainSignal.Stage stage = origin.drain().stage();
        return stage != DrainSignal.Stage.NONE && isTold(stage, idle, expectant);
    }

    private boolean isTold(DrainSignal.Stage stage, boolean idle, boolean expectant) {
        boolean isFarewell = stage == DrainSignal.Stage.FAREWELL;
        if (!isFarewell && (!idle || (stage == DrainSignal.Stage.WHEN_ANSWERED && expectant))) {
            return false;
        }
        DrainSignal.Stage telling = isFarewell ? stage : DrainSignal.Stage.WHEN_IDLE;
        synchronized (guard()) {
            boolean isNew = told.compareTo(telling) < 0;
            told = telling;
            return isNew;
        }
    }

    /// Whether the handler was told that it should end.
    final boolean isTold() {
        synchronized (guard()) {
            return told != DrainSignal.Stage.NONE;
        }
    }

    /// A scope has been opened for it.
    final void opened(TaskScope<?, ?> scope) {
        changeList(TASK_SCOPES, open -> with(open, scope));
    }

    /// A scope has been closed.
    final void closed(TaskScope<?, ?> scope) {
        changeList(TASK_SCOPES, open -> without(open, scope));
    }

    /// Its tasks that have not ended. Waits for nobody, whatever monitors its handler holds.
    final List<TaskSnapshot> tasks() {
        List<TaskScope<?, ?>> open = attribute(TASK_SCOPES);
        return open == null
                ? List.of()
                : open.stream().flatMap(scope -> scope.running().stream()).toList();
    }
}
