using TelegramBotStack.Deployment.Diagnosis;

namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can be wrong with a host although it can be reached: <c>TBS9020</c> to <c>TBS9039</c>.</summary>
internal static class HostFindings
{
    public const string DiskCode = "TBS9020";
    public const string InodesCode = "TBS9021";
    public const string MemoryCode = "TBS9022";
    public const string ClockCode = "TBS9023";
    public const string TimeSyncCode = "TBS9024";
    public const string DockerOldCode = "TBS9025";
    public const string ArchitectureCode = "TBS9026";
    public const string StateDirectoryCode = "TBS9027";
    public const string LockHeldCode = "TBS9028";
    public const string OwnClockCode = "TBS9029";

    public static Finding Disk(string path, long freeBytes, bool isProblem) => new(
        DiskCode, $"The disk with {path} on the host is {(isProblem ? "full" : "nearly full")}: {BotFindings.Bytes(freeBytes)} are free.",
        "Free space on the host: 'df -h' and 'docker system df' show what takes it, 'docker image prune' frees some.", isProblem);

    public static Finding Inodes(string path, long free, bool isProblem) => new(
        InodesCode, $"The disk with {path} on the host can hold {free} more files only.",
        "Delete small files on the host: 'df -i' shows which disk, 'du --inodes -d 2' where they are.", isProblem);

    public static Finding Memory(long wanted, long free, bool hasSwap, bool isProblem) => new(
        MemoryCode, $"The bot may take {BotFindings.Bytes(wanted)} of memory, and the host has {BotFindings.Bytes(free)} left{(hasSwap ? "" : ", and no swap")}.",
        "Lower resources.memory in deploy.yaml, end something else on the host, or give it swap.", isProblem);

    public static Finding Clock(TimeSpan ahead, bool isProblem) => new(
        ClockCode, $"The host's clock is {BotFindings.Age(ahead.Duration())} {(ahead > TimeSpan.Zero ? "fast" : "slow")}: TLS, reminders and rate limits go wrong with it.",
        "On the host: sudo timedatectl set-ntp true  (or install chrony)", isProblem);

    public static Finding TimeSync() => new(
        TimeSyncCode, "Nothing keeps the host's clock right (no time synchronisation is active).",
        "On the host: sudo timedatectl set-ntp true  (or install chrony)", IsProblem: false);

    public static Finding DockerOld(string version) => new(
        DockerOldCode, $"Docker Engine {version} on the host is too old; 20.10 or newer is needed.",
        "Update it: https://docs.docker.com/engine/install/");

    public static Finding Architecture(string architecture) => new(
        ArchitectureCode, $"The host's processor '{architecture}' is not one that .NET's images exist for.", "Use a host with amd64, arm64 or arm.");

    public static Finding StateDirectory(string path) => new(
        StateDirectoryCode, $"The directory for the bot's releases, {path}, cannot be written by the user who logs in.",
        $"On the host: sudo chown -R $USER '{path}', or name another one in deploy.yaml under host.state-directory.");

    public static Finding LockHeld(string who, string what, string since) => new(
        LockHeldCode, $"{who} is at work on the host now ({what}{since}).", "Wait until it has ended; what is found meanwhile may be only half done.", IsProblem: false);

    public static Finding OwnClock(TimeSpan ahead) => new(
        OwnClockCode, $"This machine's clock is {BotFindings.Age(ahead.Duration())} {(ahead > TimeSpan.Zero ? "fast" : "slow")} against Telegram's.",
        "Turn time synchronisation on here; the host's clock is judged by Telegram's meanwhile.", IsProblem: false);
}
