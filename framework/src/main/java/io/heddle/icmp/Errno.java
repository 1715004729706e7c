package io.heddle.icmp;

import java.util.Arrays;

/// The errors of system calls that matter here, with their numbers on Linux and macOS.
enum Errno {
    PERM(1, 1, "Operation not permitted"),
    INTR(4, 4, "Interrupted system call"),
    ACCES(13, 13, "Permission denied"),
    INVAL(22, 22, "Invalid argument"),
    NFILE(23, 23, "Too many open files in system"),
    MFILE(24, 24, "Too many open files"),
    AGAIN(11, 35, "Resource temporarily unavailable"),
    MSGSIZE(90, 40, "Message too long"),
    PROTONOSUPPORT(93, 43, "Protocol not supported"),
    SOCKTNOSUPPORT(94, 44, "Socket type not supported"),
    AFNOSUPPORT(97, 47, "Address family not supported"),
    ADDRNOTAVAIL(99, 49, "Cannot assign requested address"),
    NETDOWN(100, 50, "Network is down"),
    NETUNREACH(101, 51, "Network is unreachable"),
    NOBUFS(105, 55, "No buffer space available"),
    HOSTUNREACH(113, 65, "No route to host"),
    OTHER(0, 0, "");

    private final int linux;
    private final int macos;
    private final String text;

    Errno(int linux, int macos, String text) {
        this.linux = linux;
        this.macos = macos;
        this.text = text;
    }

    /// Which one a call of [Libc] has returned.
    ///
    /// @param result negative
    static Errno of(Platform platform, int result) {
        return Arrays.stream(values())
                .filter(each -> each != OTHER)
                .filter(each -> each.number(platform) == -result)
                .findFirst()
                .orElse(OTHER);
    }

    /// What a call has returned, for people.
    static String print(Platform platform, int result) {
        Errno errno = of(platform, result);
        return errno == OTHER ? "error " + -result : errno.text;
    }

    private int number(Platform platform) {
        return platform == Platform.LINUX ? linux : macos;
    }
}
