package io.heddle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Looks at the machine, the virtual machine and a server's configuration when the server starts.
///
/// What is wrong with the whole process is told once, to the first server that has observers; what
/// is wrong with a server is told each time. Opens no socket and loads next to nothing.
final class StartupCheck {

    private static final StartupCheck OF_THIS_PROCESS = new StartupCheck(StartupFacts::read);

    private final Supplier<StartupFacts> facts;
    private final AtomicBoolean processChecked = new AtomicBoolean();

    /// @param facts asked at each check
    StartupCheck(Supplier<StartupFacts> facts) {
        this.facts = facts;
    }

    /// What is wrong with this process and with a server that is configured so; nothing if nobody
    /// would hear of it. At most one finding for each rule. Any thread; does not wait; never
    /// throws.
    static List<StartupFinding> of(ServerConfig config) {
        return OF_THIS_PROCESS.check(config);
    }

    List<StartupFinding> check(ServerConfig config) {
        if (config.observers().isEmpty()) {
            return List.of(); // so that WarmUp's server does not use up what is told once
        }
        try {
            return findings(facts.get(), config);
        } catch (Throwable unforeseen) {
            return List.of(); // a server that could run must not fail by being looked at
        }
    }

    private List<StartupFinding> findings(StartupFacts known, ServerConfig config) {
        boolean first = processChecked.compareAndSet(false, true);
        List<StartupFinding> found = new ArrayList<>();
        for (StartupRule rule : StartupRule.values()) {
            if (rule.isOfProcess() && !first) {
                continue;
            }
            StartupFinding finding = rule.find(known, config);
            if (finding != null) {
                found.add(finding);
            }
        }
        return List.copyOf(found);
    }
}
