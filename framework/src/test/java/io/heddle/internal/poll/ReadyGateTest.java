package io.heddle.internal.poll;

import static io.heddle.internal.poll.ReadyGate.Outcome.INTERRUPTED;
import static io.heddle.internal.poll.ReadyGate.Outcome.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Each arrow of the diagram in [ReadyGate], one at a time.
class ReadyGateTest {

    private final Gate gate = new Gate(false);

    @Nested
    class WhenNobodyHasWaited {

        @Test
        void interestIsOff() {
            assertFalse(gate.on);
            assertFalse(gate.take());
        }

        @Test
        void waitingSwitchesInterestOn() throws Exception {
            Waiting waiting = Waiting.start(gate::await);

            assertTrue(gate.on);

            gate.wake();
            assertEquals(READY, waiting.outcome());
        }

        @Test
        void lateReportChangesNothing() {
            gate.report();

            assertFalse(gate.take());
            assertFalse(gate.on);
        }

        @Test
        void wakeEndsNextWait() {
            gate.wake();

            assertFalse(gate.on);
            assertEquals(READY, gate.await());
            assertFalse(gate.on);
            assertFalse(gate.take());
        }
    }

    @Nested
    class WhileThreadWaits {

        @Test
        void reportEndsWaitAndLeavesInterestOn() throws Exception {
            Waiting waiting = Waiting.start(gate::await);

            gate.report();

            assertEquals(READY, waiting.outcome());
            assertTrue(gate.on);
            assertFalse(gate.take());
        }

        @Test
        void wakeEndsWait() throws Exception {
            Waiting waiting = Waiting.start(gate::await);

            gate.wake();

            assertEquals(READY, waiting.outcome());
            assertFalse(gate.take());
        }

        @Test
        void interruptEndsWaitAndIsKept() throws Exception {
            Waiting waiting = Waiting.start(gate::await);

            waiting.thread().interrupt();

            assertEquals(INTERRUPTED, waiting.outcome());
            assertTrue(waiting.wasInterrupted());
            assertTrue(gate.on);
        }

        @Test
        void secondThreadIsRefused() throws Exception {
            Waiting waiting = Waiting.start(gate::await);

            var refused = assertThrows(IllegalStateException.class, gate::await);

            assertTrue(refused.getMessage().contains(waiting.thread().toString()));
            gate.report();
            assertEquals(READY, waiting.outcome());
        }

        @Test
        void falseWakeUpDoesNotEndWait() throws Exception {
            Waiting waiting = Waiting.start(gate::await);

            LockSupport.unpark(waiting.thread());

            waiting.untilParked();
            gate.report();
            assertEquals(READY, waiting.outcome());
        }
    }

    @Nested
    class WhenArmed {

        @BeforeEach
        void arm() throws Exception {
            gate.arm();
        }

        @Test
        void reportIsNotedForOneTake() {
            gate.report();

            assertTrue(gate.on);
            assertTrue(gate.take());
            assertFalse(gate.take());
        }

        @Test
        void reportIsNotedForNextWait() {
            gate.report();

            assertEquals(READY, gate.await());
            assertTrue(gate.on);
        }

        @Test
        void waitingDoesNotSwitchInterestOnAgain() throws Exception {
            int before = gate.switchedOn.get();
            Waiting waiting = Waiting.start(gate::await);

            gate.report();

            assertEquals(READY, waiting.outcome());
            assertEquals(before, gate.switchedOn.get());
        }

        @Test
        void wakeEndsNextWait() {
            gate.wake();

            assertEquals(READY, gate.await());
        }

        @Test
        void reportAfterInterruptIsNoted() throws Exception {
            gate.arm();

            gate.report();

            assertTrue(gate.take());
        }
    }

    @Nested
    class WhenReportIsNoted {

        @BeforeEach
        void arm() throws Exception {
            gate.arm();
            gate.report();
        }

        @Test
        void secondReportSwitchesInterestOff() {
            gate.report();

            assertFalse(gate.on);
            assertTrue(gate.take());
            assertFalse(gate.take());
        }

        @Test
        void waitAfterSecondReportSwitchesInterestOnAgain() throws Exception {
            gate.report();
            assertTrue(gate.take());

            Waiting waiting = Waiting.start(gate::await);

            assertTrue(gate.on);
            gate.report();
            assertEquals(READY, waiting.outcome());
        }

        @Test
        void furtherReportsKeepInterestOff() {
            gate.report();
            gate.on = true; // a report on its way from before

            gate.report();

            assertFalse(gate.on);
            assertTrue(gate.take());
        }

        @Test
        void wakeIsNotNotedTwice() {
            gate.wake();

            assertTrue(gate.take());
            assertFalse(gate.take());
        }

        @Test
        void interruptedThreadDoesNotLoseReport() {
            Thread.currentThread().interrupt();

            assertEquals(INTERRUPTED, gate.await());

            assertTrue(Thread.interrupted());
            assertEquals(READY, gate.await());
        }
    }

    @Nested
    class WhenOneShot {

        private final Gate oneShot = new Gate(true);

        @Test
        void reportEndsWaitAndSwitchesInterestOff() throws Exception {
            Waiting waiting = Waiting.start(oneShot::await);

            oneShot.report();

            assertEquals(READY, waiting.outcome());
            assertFalse(oneShot.on);
            assertFalse(oneShot.take());
        }

        @Test
        void eachWaitSwitchesInterestOnAgain() throws Exception {
            for (int i = 1; i <= 3; i++) {
                Waiting waiting = Waiting.start(oneShot::await);
                assertTrue(oneShot.on);
                oneShot.report();
                assertEquals(READY, waiting.outcome());
                assertEquals(i, oneShot.switchedOn.get());
            }
        }

        @Test
        void reportAfterInterruptIsNotedAndSwitchesInterestOff() throws Exception {
            oneShot.arm();
            assertTrue(oneShot.on);

            oneShot.report();

            assertFalse(oneShot.on);
            assertTrue(oneShot.take());
        }
    }

    @Test
    void waitForClosedChannelIsReadyAtOnce() {
        gate.open = false;

        assertEquals(READY, gate.await());
    }

    @Test
    void interruptedThreadDoesNotBeginToWait() {
        Thread.currentThread().interrupt();

        assertEquals(INTERRUPTED, gate.await());

        assertTrue(Thread.interrupted());
        assertFalse(gate.on);
    }

    /// Records what is done to its interest.
    private static final class Gate extends ReadyGate {

        private final boolean oneShot;
        private final AtomicInteger switchedOn = new AtomicInteger();
        private volatile boolean on;
        private volatile boolean open = true;

        Gate(boolean oneShot) {
            this.oneShot = oneShot;
        }

        /// Waits in vain.
        void arm() throws Exception {
            Waiting waiting = Waiting.start(this::await);
            waiting.thread().interrupt();
            assertEquals(INTERRUPTED, waiting.outcome());
        }

        @Override
        boolean switchOn() {
            switchedOn.incrementAndGet();
            on = true;
            return open;
        }

        @Override
        void switchOff() {
            on = false;
        }

        @Override
        boolean isOneShot() {
            return oneShot;
        }
    }
}
