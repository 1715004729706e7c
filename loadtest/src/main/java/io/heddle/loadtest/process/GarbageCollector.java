package io.heddle.loadtest.process;

/// The collectors a server JVM can be told to use; one is always named, because a JVM on one core
/// would pick Serial.
public enum GarbageCollector {
    G1("-XX:+UseG1GC"),
    ZGC("-XX:+UseZGC"),
    PARALLEL("-XX:+UseParallelGC"),
    SERIAL("-XX:+UseSerialGC");

    private final String flag;

    GarbageCollector(String flag) {
        this.flag = flag;
    }

    String flag() {
        return flag;
    }
}
