namespace TelegramBotStack;

/// <summary>What is said about the sessions of a type.</summary>
/// <typeparam name="T">What they hold.</typeparam>
public sealed class SessionOptions<T>
    where T : class, new()
{
    /// <summary>Who shares one. Default: each user has one in each chat.</summary>
    public SessionScope Scope { get; set; }

    /// <summary>How long after its last change a session is forgotten. Default: never.</summary>
    public TimeSpan? ForgetAfter { get; set; }

    /// <summary>Part of its key in the storage. Changing it, or the name of the type while this is not set, begins with new ones. Default: the type's name.</summary>
    public string Name { get; set; } = typeof(T).Name;
}
