package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static io.heddle.client.FakeResolver.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import io.heddle.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingResolverTest {

    private static final Duration ALMOST = Duration.ofNanos(1);

    private final ResolverConfig config = ResolverConfig.DEFAULT;
    private final ManualClock clock = new ManualClock();
    @AutoClose private final FakeResolver names = new FakeResolver();
    private final CachingResolver resolver = new CachingResolver(names, config, clock);

    private static LookupFailedException failure(Resolver resolver, String host) {
        return assertThrows(LookupFailedException.class, () -> resolver.resolve(host));
    }

    @Test
    void findsWhatTheOtherFindsInItsOrder() throws IOException {
        names.with("two.example", "127.0.0.2", "::1", "127.0.0.1");

        List<InetAddress> found = resolver.resolve("two.example");

        assertEquals(List.of(address("127.0.0.2"), address("::1"), address("127.0.0.1")), found);
    }

    @Test
    void asksOnAPlatformThreadOfItsOwnThatEndsThen() throws Exception {
        names.with("one.example", "127.0.0.1");

        var asking = Background.startVirtual(() -> resolver.resolve("one.example"));
        asking.join();

        Thread thread = names.threads().getFirst();
        assertFalse(thread.isVirtual());
        assertTrue(thread.isDaemon());
        assertEquals("name lookup 1", thread.getName());
        thread.join();
        assertEquals(0, resolver.running());
    }

    @Test
    void remembersAddressesForTheirTime() throws IOException {
        names.with("one.example", "127.0.0.1");
        resolver.resolve("one.example");

        clock.advance(config.keepFound().minus(ALMOST));
        resolver.resolve("one.example");
        int before = names.asked().size();
        clock.advance(ALMOST);
        resolver.resolve("one.example");

        assertEquals(1, before);
        assertEquals(2, names.asked().size());
    }

    @Test
    void remembersForAnotherTimeThatThereAreNone() throws IOException {
        LookupFailedException first = failure(resolver, "none.example");
        names.with("none.example", "127.0.0.1");
        clock.advance(config.keepFailed().minus(ALMOST));
        LookupFailedException second = failure(resolver, "none.example");
        clock.advance(ALMOST);
        List<InetAddress> third = resolver.resolve("none.example");

        assertEquals(List.of(address("127.0.0.1")), third);
        assertNotSame(first, second);
        assertEquals(LookupFailure.NOT_FOUND, second.reason());
        assertEquals("none.example", second.host());
        assertEquals("cannot look up none.example: no such host", second.getMessage());
        assertInstanceOf(LookupFailedException.class, second.getCause());
    }

    @Test
    void remembersNothingIfToldSo() throws IOException {
        names.with("one.example", "127.0.0.1");
        var forgetful = new CachingResolver(names, config.withMemory(Duration.ZERO, Duration.ZERO));
        var small = new CachingResolver(names, config.withEntries(0));

        forgetful.resolve("one.example");
        forgetful.resolve("one.example");
        small.resolve("one.example");
        small.resolve("one.example");

        assertEquals(4, names.asked().size());
    }

    @Test
    void forgetsWhoWasNotAskedForLongest() throws IOException {
        names.with("a", "127.0.0.1").with("b", "127.0.0.2").with("c", "127.0.0.3");
        var small = new CachingResolver(names, config.withEntries(2));

        for (String host : List.of("a", "b", "a", "c", "a", "b")) {
            small.resolve(host);
        }

        assertEquals(List.of("a", "b", "c", "b"), names.asked());
    }

    @Test
    void takesNamesOfAnyCaseForTheSame() throws IOException {
        names.with("one.example", "127.0.0.1");

        resolver.resolve("One.Example");
        resolver.resolve("oNE.eXAMPLE");

        assertEquals(List.of("one.example"), names.asked());
    }

    @Test
    void looksUpANameOnceForAllWhoAskMeanwhile() {
        names.with("slow.example", "127.0.0.1").stuckAt("slow.example");
        List<Background> asking = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asking.add(
                    Background.startVirtual(() ->
                            assertEquals(
                                    List.of(address("127.0.0.1")),
                                    resolver.resolve("slow.example"))));
        }
        asking.forEach(Background::awaitWaiting);

        names.release("slow.example");

        asking.forEach(Background::join);
        assertEquals(List.of("slow.example"), names.asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:1.2.3.4", "fe80::1", "10.1"})
    void looksUpNoAddresses(String literal) throws IOException {
        assertEquals(List.of(InetAddress.ofLiteral(literal)), resolver.resolve(literal));
        assertEquals(List.of(), names.asked());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4.5",
                "999.1.1.1",
                ":",
                "a b",
                "one.example\0.evil",
                "a\nb",
                "\u007f"
            })
    void looksUpNothingThatIsNoName(String text) {
        LookupFailedException failure = failure(resolver, text);

        assertEquals(LookupFailure.NOT_FOUND, failure.reason());
        assertTrue(failure.getMessage().matches("[ -~]+"), failure.getMessage());
        assertEquals(List.of(), names.asked());
    }

    @Test
    void looksUpNoNameThatIsTooLong() throws IOException {
        String longest = "a".repeat(253);
        names.with(longest, "127.0.0.1").with(longest + ".", "127.0.0.1");

        resolver.resolve(longest);
        resolver.resolve(longest + ".");
        LookupFailedException failure = failure(resolver, "a".repeat(254));

        assertTrue(failure.getMessage().length() < 200, failure.getMessage());
        assertEquals(2, names.asked().size());
    }

    @Test
    void takesAnEmptyNameForAMistakeOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> resolver.resolve(""));
    }

    @Test
    void survivesWhateverTheOtherThrows() {
        List<Resolver> broken =
                List.of(
                        host -> {
                            throw new IOException("broken");
                        },
                        host -> {
                            throw new IllegalStateException("odd");
                        },
                        host -> {
                            throw new StackOverflowError();
                        });
        for (Resolver other : broken) {
            var over = new CachingResolver(other, config);

            LookupFailedException failure = failure(over, "one.example");

            assertEquals(LookupFailure.BROKEN, failure.reason());
            assertTrue(failure.getMessage().contains(String.valueOf(failure.getCause())));
            eventually().until(() -> over.running() == 0);
        }
    }

    @Test
    void takesNoAddressesForNoHost() {
        var empty = new CachingResolver(host -> List.of(), config);

        LookupFailedException failure = failure(empty, "one.example");

        assertEquals(LookupFailure.NOT_FOUND, failure.reason());
        assertEquals("cannot look up one.example: it has no address", failure.getMessage());
    }

    /// A thread that has been started and has not begun yet is about to take a name.
    @Test
    void refusesNoNameBecauseThreadsAreSlowToBegin() {
        ResolverConfig narrow = config.withThreads(2).withQueue(1);
        names.with("a", "127.0.0.1").with("b", "127.0.0.1").with("c", "127.0.0.1");
        for (int i = 0; i < 100; i++) {
            var small = new CachingResolver(names, narrow);
            List<Background> asking = new ArrayList<>();

            for (String host : List.of("a", "b", "c")) {
                asking.add(Background.startVirtual(() -> small.resolve(host)));
            }

            asking.forEach(Background::join);
        }
    }

    @Test
    void refusesOneNameMoreThanMayWait() {
        names.stuckAt("a", "b", "c", "d").with("a", "127.0.0.1").with("b", "127.0.0.1");
        names.with("c", "127.0.0.1");
        var small = new CachingResolver(names, config.withThreads(2).withQueue(1));
        List<Background> asking = new ArrayList<>();
        for (String host : List.of("a", "b", "c")) {
            asking.add(Background.startVirtual(() -> small.resolve(host)));
        }
        eventually().until(() -> names.asked().size() == 2 && small.queued() == 1);

        LookupFailedException failure = failure(small, "d");

        assertEquals(LookupFailure.OVERLOADED, failure.reason());
        assertEquals(
                "cannot look up d: 2 lookups run and 1 wait (threads 2, queue 1)",
                failure.getMessage());
        for (String host : List.of("a", "b", "c")) {
            names.release(host);
        }
        asking.forEach(Background::join);
        assertEquals(3, names.asked().size());
    }

    @Test
    void findsThisHostByTheSystem() throws IOException {
        List<InetAddress> found =
                new CachingResolver(Resolver.system(), config).resolve("localhost");

        assertTrue(found.stream().allMatch(InetAddress::isLoopbackAddress), found::toString);
    }
}
