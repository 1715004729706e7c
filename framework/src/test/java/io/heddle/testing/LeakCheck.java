package io.heddle.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/// Fails a test that leaves a thread or a descriptor behind, and a test class in which a virtual
/// thread pinned its carrier for 20 ms or more. It is registered for every test by its service
/// file.
///
/// It looks when everything of a test is over, `@AfterEach` and `@AutoClose` included, and gives
/// what is on its way out some seconds to go. What lives as long as a class, opened in `@BeforeAll`
/// say, must be gone when the class is over. [MayLeak] exempts.
///
/// Tests must run one after the other: whose leak it is cannot be told otherwise.
public final class LeakCheck implements BeforeAllCallback, BeforeEachCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);
    private static final AtomicInteger OPEN = new AtomicInteger(); // spans now watched

    private static Leftovers reported = Leftovers.NONE; // confined to JUnit's one thread

    private final Duration patience;

    /// The one that JUnit makes.
    public LeakCheck() {
        this(PATIENCE);
    }

    /// @param patience how long something that is about to end has to do so
    LeakCheck(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        JdkSockets.warmUp();
        if (context.getEnclosingTestClasses().isEmpty()) {
            boolean exempt = exemptions(context).contains(Leak.PINNED_CARRIER);
            context.getStore(NAMESPACE)
                    .put(
                            PinnedCarriers.class,
                            new PinnedCarriers(context.getDisplayName(), exempt));
        }
        watch(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch(context);
    }

    /// How many spans are watched now, a test inside of its class being two.
    static int watched() {
        return OPEN.get();
    }

    private void watch(ExtensionContext context) {
        var pinned = context.getStore(NAMESPACE).get(PinnedCarriers.class, PinnedCarriers.class);
        context.getStore(NAMESPACE)
                .put(
                        Span.class,
                        new Span(
                                context.getDisplayName(),
                                context.getTestMethod().isPresent() ? pinned : null,
                                exemptions(context)));
    }

    private static Set<Leak> exemptions(ExtensionContext context) {
        Set<Leak> exempt = EnumSet.noneOf(Leak.class);
        context.getTestMethod()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, MayLeak.class))
                .ifPresent(annotation -> exempt.addAll(List.of(annotation.value())));
        Optional<Class<?>> type = context.getTestClass();
        while (type.isPresent()) {
            AnnotationSupport.findAnnotation(type.get(), MayLeak.class)
                    .ifPresent(annotation -> exempt.addAll(List.of(annotation.value())));
            type = Optional.ofNullable(type.get().getEnclosingClass());
        }
        return exempt;
    }

    /// One test, or one class, from before it until the store of its context is closed.
    private final class Span implements AutoCloseable {

        private final String name;
        private final @Nullable PinnedCarriers pinned;
        private final Set<Leak> exempt;
        private final Instant begin = Instant.now();
        private final Watch watch = new Watch();

        Span(String name, @Nullable PinnedCarriers pinned, Set<Leak> exempt) {
            this.name = name;
            this.pinned = pinned;
            this.exempt = exempt;
            OPEN.incrementAndGet();
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
            Thread.interrupted(); // of the test, if it ran on this thread
            Leftovers found = watch.leftovers(patience, reported, exempt);
            if (pinned != null) {
                pinned.ran(name, begin, exempt.contains(Leak.PINNED_CARRIER));
            }
            if (!found.isEmpty()) {
                reported = reported.and(found);
                throw new AssertionError(
                        "left behind by "
                                + name
                                + ":\n    "
                                + String.join("\n    ", found.print()));
            }
        }
    }
}
