namespace TelegramBotStack.Storage.Tests;

public sealed class MemoryStorageTests : StorageTests
{
    private readonly MemoryBackend _backend;

    public MemoryStorageTests() => _backend = new MemoryBackend(Time);

    private protected override IStorageBackend Backend() => _backend;

    private protected override IStorage OpenAnother() => new TypedStorage(_backend, new StorageJson([]), Time);

    private protected override Task<int> CountStoredAsync() => Task.FromResult(_backend.Count);
}
