namespace TelegramBotStack.Storage;

/// <summary>What must hold of the value that is there, so that a change is made.</summary>
/// <param name="Kind">What is looked at.</param>
/// <param name="Expected">The version, for <see cref="StorageConditionKind.Version"/>.</param>
public readonly record struct StorageCondition(StorageConditionKind Kind, long Expected = 0)
{
    /// <summary>Nothing.</summary>
    public static StorageCondition None => default;

    /// <summary>There is a value.</summary>
    public static StorageCondition Present => new(StorageConditionKind.Present);

    /// <summary>There is no value.</summary>
    public static StorageCondition Absent => new(StorageConditionKind.Absent);

    /// <summary>The value has this version; 0 for: there is none.</summary>
    /// <param name="version">The version.</param>
    public static StorageCondition Version(long version)
        => version == 0 ? Absent : new StorageCondition(StorageConditionKind.Version, version);

    /// <summary>Whether it holds.</summary>
    /// <param name="current">Version of the value that is there; 0 when there is none.</param>
    public bool Holds(long current) => Kind switch
    {
        StorageConditionKind.Present => current != 0,
        StorageConditionKind.Absent => current == 0,
        StorageConditionKind.Version => current == Expected,
        _ => true,
    };
}

/// <summary>What a <see cref="StorageCondition"/> looks at.</summary>
public enum StorageConditionKind
{
    /// <summary>Nothing: it always holds.</summary>
    None,

    /// <summary>Whether there is a value.</summary>
    Present,

    /// <summary>Whether there is none.</summary>
    Absent,

    /// <summary>Which version it has.</summary>
    Version,
}
