namespace TelegramBotStack.Storage;

/// <summary>A storage that can be chosen by its name.</summary>
internal sealed record NamedStorage(string Name, Func<IServiceProvider, IStorageBackend> Create)
{
    public const string Json = "json";

    public const string Memory = "memory";
}
