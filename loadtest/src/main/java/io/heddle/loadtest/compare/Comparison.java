package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.client.tls.TlsAgreement;
import io.heddle.loadtest.measure.DatagramQueue;
import io.heddle.loadtest.measure.ListenQueue;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.ForkResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Runs a plan: a pilot that finds the rates, then block by block, each entry once in a fresh
/// process.
public final class Comparison {
    private final Plan plan;
    private final ComparisonObserver observer;
    private AfterFork afterEachFork = () -> {};

    private final Map<String, List<ForkResult>> forks = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private OptionalDouble slowestRate = OptionalDouble.empty();

    /// How a comparison ended.
    public enum Ending {
        /// All blocks were run.
        FINISHED,
        /// A signal came.
        INTERRUPTED,
        /// Something failed that concerns all entries; the notes say what.
        STOPPED
    }

    /// Stores what is there.
    public interface AfterFork {
        void run() throws IOException;
    }

    public Comparison(Plan plan, ComparisonObserver observer) {
        this.plan = plan;
        this.observer = observer;
        plan.entries().forEach(entry -> forks.put(entry.name(), new ArrayList<>()));
    }

    /// Called on the comparison's thread after each fork; its failure ends the comparison.
    public void afterEachFork(AfterFork action) {
        afterEachFork = action;
    }

    /// Runs until done, or until the processes refuse to start more.
    ///
    /// An entry whose server fails is left out of later blocks.
    ///
    /// @throws WrongReplyException if a server answered wrongly: wrong answers are never timed
    public Ending run() throws WrongReplyException {
        try {
            return runUntilStopped();
        } catch (InterruptedException e) {
            return Ending.INTERRUPTED;
        }
    }

    /// What was measured so far, by the entry's name.
    public Map<String, List<ForkResult>> forks() {
        return forks;
    }

    /// Why entries were left out, by the entry's name.
    public Map<String, String> problems() {
        return problems;
    }

    /// Remarks that concern all.
    public List<String> notes() {
        return notes;
    }

    private Ending runUntilStopped() throws WrongReplyException, InterruptedException {
        try {
            pilot();
            int number = 1;
            for (var block : plan.blocks()) {
                runBlock(block, number++);
            }
            return Ending.FINISHED;
        } catch (WrongReplyException e) {
            throw e;
        } catch (IOException e) {
            requireNoSignal();
            notes.add("STOPPED: " + e.getMessage());
            return Ending.STOPPED;
        }
    }

    private void pilot() throws IOException, InterruptedException {
        for (var entry : plan.pilots()) {
            observer.pilotBegins(entry.name());
            attempt(
                    entry,
                    "pilot",
                    (trial, settings) -> {
                        var rate = plan.scenario().pilot(trial);
                        if (rate.isPresent()) {
                            slowestRate =
                                    OptionalDouble.of(
                                            Math.min(
                                                    rate.getAsDouble(),
                                                    slowestRate.orElse(Double.MAX_VALUE)));
                        }
                    });
        }
    }

    private void runBlock(List<Entry> block, int number) throws IOException, InterruptedException {
        for (int i = 0; i < block.size(); i++) {
            var entry = block.get(i);
            int position = i + 1;
            if (problems.containsKey(entry.name())) {
                continue;
            }
            observer.forkBegins(entry.name(), number, position);
            var startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            attempt(
                    entry,
                    "block " + number,
                    (trial, settings) -> {
                        plan.scenario().run(trial);
                        var fork = trial.result(number, position, startedAt, settings);
                        forksOf(entry).add(fork);
                        trial.notes().forEach(note -> notes.add(entry.name() + ": " + note));
                        observer.forkEnds(entry.name(), fork);
                    });
            afterEachFork.run();
            Parity.require(comparableForks());
        }
    }

    private interface Work {
        void on(ServerTrial trial, Map<String, String> settings)
                throws IOException, InterruptedException;
    }

    /// Starts a server of an entry and works on it; a failure is the entry's problem.
    private void attempt(Entry entry, String when, Work work)
            throws IOException, InterruptedException {
        try (var backend =
                plan.scenario().needsBackend() ? plan.launcher().startBackend(plan.cpus()) : null) {
            onServer(entry, backend, work);
        } catch (WrongReplyException e) {
            throw e.by(entry.name());
        } catch (IOException e) {
            requireNoSignal();
            var problem = when + ": " + e.getMessage();
            problems.put(entry.name(), problem);
            observer.forkFails(entry.name(), problem);
        }
    }

    private void onServer(Entry entry, @Nullable Server backend, Work work)
            throws IOException, InterruptedException {
        observer.phase("start");
        var starter = starter(entry, backend);
        try (var server = starter.start()) {
            observer.phase("verify");
            AnswerCheck.run(starter.endpoint(server), backend != null);
            try (var trial = new ServerTrial(plan, server, starter, slowestRate, observer)) {
                if (backend != null) {
                    backend.pid().ifPresent(trial::countAsOurs);
                }
                work.on(trial, settings(server, starter.endpoint(server)));
            }
        }
    }

    private ServerTrial.Starter starter(Entry entry, @Nullable Server backend) {
        var calls = backend == null ? null : (InetSocketAddress) backend.address();
        var protocol = plan.scenario().protocol();
        return new ServerTrial.Starter() {
            @Override
            public Server start() throws IOException, InterruptedException {
                return plan.launcher().start(entry.choice(), protocol, calls);
            }

            @Override
            public Endpoint endpoint(Server server) {
                return plan.launcher().endpoint(entry.choice(), server, protocol);
            }
        };
    }

    private static Map<String, String> settings(Server server, Endpoint endpoint)
            throws IOException, InterruptedException {
        var settings = new TreeMap<String, String>();
        if (server.controllable()) {
            settings.putAll(server.ask("settings"));
        }
        // The kernel's word counts more than the target's own.
        if (endpoint.isUdp()) {
            DatagramQueue.of(server.address())
                    .ifPresent(queue ->
                            settings.put("receiveBuffer", String.valueOf(queue.limitBytes())));
        } else {
            ListenQueue.limit(server.address())
                    .ifPresent(limit -> settings.put("backlog", String.valueOf(limit)));
        }
        // And what the client agreed on with it more than both.
        if (endpoint.tls()) {
            settings.putAll(TlsAgreement.with(endpoint.address()).values());
        }
        return settings;
    }

    private Map<String, List<ForkResult>> comparableForks() {
        var comparable = new LinkedHashMap<String, List<ForkResult>>();
        for (var entry : plan.entries()) {
            if (plan.launcher().mustBeAlike(entry.choice())) {
                comparable.put(entry.name(), forksOf(entry));
            }
        }
        return comparable;
    }

    private List<ForkResult> forksOf(Entry entry) {
        return forks.computeIfAbsent(entry.name(), _ -> new ArrayList<>());
    }

    /// A server that dies of a signal that this process got, too, has not failed.
    private void requireNoSignal() throws InterruptedException {
        if (plan.launcher().processes().refusing()) {
            throw new InterruptedException();
        }
    }
}
