using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>When backups are made, where they are kept and for how long.</summary>
public sealed record BackupSettings
{
    /// <summary>Whether each deployment makes one first. Default: yes.</summary>
    public bool BeforeDeploy { get; init; } = true;

    /// <summary>Where the one made before a deployment is kept. Default: on the host and at home.</summary>
    public BackupCopy Copy { get; init; } = BackupCopy.Home;

    /// <summary>How many are kept, at home and, of each kind, on the host. Default: 10.</summary>
    public int Keep { get; init; } = 10;

    /// <summary>For how many days they are kept; null for as long as <see cref="Keep"/> allows. The newest always stays.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Absolute path of the directory at home; null for the user's own.</summary>
    public string? Directory { get; init; }

    /// <summary>Who can read them besides this user's identity.</summary>
    public IReadOnlyList<AgeRecipient> Recipients { get; init; } = [];

    /// <summary>When the host makes one by itself, as a cron expression in the host's time; null for never.</summary>
    public string? Schedule { get; init; }
}

/// <summary>Where a backup that is made before a deployment is kept.</summary>
public enum BackupCopy
{
    /// <summary>On the host, for <c>Rollback --with-data</c>, and encrypted at home.</summary>
    Home,

    /// <summary>On the host alone.</summary>
    Host,
}
