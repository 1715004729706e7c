package io.heddle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Nothing goes by the wall clock, which people and NTP set: all limits are of monotonic time.
class MonotonicTimeTest {

    private static final Set<String> CLOCK_CLASSES =
            Set.of(
                    "java/time/Clock",
                    "java/time/InstantSource",
                    "java/util/Calendar",
                    "java/util/Timer",
                    "java/sql/Timestamp");
    private static final Pattern TIME_OF_DAY = Pattern.compile("java/time/[\\w/]+");

    @Test
    void nobodyReadsTheWallClock() {
        assertEquals(
                Set.of(
                        // a log says when something was
                        "io.heddle.http.AccessLog: java/lang/System.currentTimeMillis",
                        // answers say when they were made
                        "io.heddle.http.DateField: java/lang/System.currentTimeMillis",
                        // a file that has changed just now may change again and look the same
                        "io.heddle.http.files.StaticFiles: java/lang/System.currentTimeMillis",
                        // loads what the first log line of a process without descriptors needs
                        "io.heddle.WarmUp: java/time/ZonedDateTime.now",
                        // certificates are good from a date to a date
                        "io.heddle.metrics.CertificateMetrics: java/time/Instant.now",
                        "io.heddle.tls.ChainCheck: java/time/Instant.now",
                        "io.heddle.tls.Trust: java/time/Instant.now"),
                readersOf(MonotonicTimeTest::readsWallClock));
    }

    @Test
    void readsOfTheMonotonicClockAreFound() {
        Set<String> readers = readersOf(member -> isMember(member, "java/lang/System", "nanoTime"));

        assertTrue(readers.stream().anyMatch(reader -> reader.contains("TimerWheel")));
    }

    private static boolean readsWallClock(MemberRefEntry member) {
        String owner = member.owner().asInternalName();
        String name = member.name().stringValue();
        return isMember(member, "java/lang/System", "currentTimeMillis")
                || isMember(member, "java/util/Date", "<init>")
                || CLOCK_CLASSES.contains(owner)
                || (TIME_OF_DAY.matcher(owner).matches() && name.equals("now"))
                || (owner.startsWith("java/util/concurrent/")
                        && Set.of("parkUntil", "awaitUntil").contains(name));
    }

    private static boolean isMember(MemberRefEntry member, String owner, String name) {
        return member.owner().asInternalName().equals(owner)
                && member.name().stringValue().equals(name);
    }

    /// What calls or mentions such members, also by a method reference.
    private static Set<String> readersOf(Predicate<MemberRefEntry> which) {
        Set<String> readers = new TreeSet<>();
        for (CompiledClass type : CompiledClass.all()) {
            StreamSupport.stream(type.model().constantPool().spliterator(), false)
                    .filter(MemberRefEntry.class::isInstance)
                    .map(MemberRefEntry.class::cast)
                    .filter(which)
                    .forEach(member ->
                            readers.add(
                                    type.name()
                                            + ": "
                                            + member.owner().asInternalName()
                                            + "."
                                            + member.name().stringValue()));
        }
        return readers;
    }
}
