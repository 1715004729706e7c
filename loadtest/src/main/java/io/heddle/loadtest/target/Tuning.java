package io.heddle.loadtest.target;

/// One setting of a target's tuned profile, with the reason for it.
///
/// @param setting a parameter of the target as `key=value`, or a flag of the JVM
/// @param reason why an expert would set it, in one line
public record Tuning(Kind kind, String setting, String reason) {
    /// What is set.
    public enum Kind {
        PARAMETER,
        JVM_FLAG
    }

    /// A parameter of the target.
    public static Tuning parameter(String setting, String reason) {
        return new Tuning(Kind.PARAMETER, setting, reason);
    }

    /// A flag of its JVM.
    public static Tuning jvmFlag(String flag, String reason) {
        return new Tuning(Kind.JVM_FLAG, flag, reason);
    }
}
