using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Storage;
using TelegramBotStack.Storage.Files;

namespace TelegramBotStack.Tests.Storage;

/// <summary>What every storage must do, done by each.</summary>
public abstract class StorageTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected string DataDirectory => _directory.Path;

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_value_is_read_as_it_was_written()
    {
        var storage = Open();
        await storage.SetAsync("user/1", new Person("Ada", [1, 2]), Cancellation);

        var person = (await storage.GetAsync<Person>("user/1", Cancellation)).ShouldNotBeNull();
        person.Name.ShouldBe("Ada");
        person.Numbers.ShouldBe([1, 2]);
        (await storage.ExistsAsync("user/1", Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_without_a_value_has_the_default()
    {
        var storage = Open();
        (await storage.GetAsync<int>("none", Cancellation)).ShouldBe(0);
        (await storage.GetAsync<Person>("none", Cancellation)).ShouldBeNull();
        (await storage.ExistsAsync("none", Cancellation)).ShouldBeFalse();
        (await storage.DeleteAsync("none", Cancellation)).ShouldBeFalse();
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_removes_a_value()
    {
        var storage = Open();
        await storage.SetAsync("a", 1, Cancellation);
        (await storage.DeleteAsync("a", Cancellation)).ShouldBeTrue();
        (await storage.ExistsAsync("a", Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Listing_gives_the_keys_of_a_prefix_in_order()
    {
        var storage = Open();
        var longKey = "user/" + new string('x', 500);
        foreach (var key in new[] { "user/2", "User/3", "user/1", longKey, "users", "con", "../escape", "ünï/✓" })
        {
            await storage.SetAsync(key, key, Cancellation);
        }

        (await storage.ListAsync("user/", Cancellation)).ShouldBe(["user/1", "user/2", longKey]);
        (await storage.ListAsync(cancellationToken: Cancellation)).Count.ShouldBe(8);
        (await storage.GetAsync<string>(longKey, Cancellation)).ShouldBe(longKey);
        (await storage.GetAsync<string>("User/3", Cancellation)).ShouldBe("User/3");
    }

    [Fact]
    public async Task Updates_of_one_key_at_the_same_time_all_count()
    {
        var storage = Open();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => storage.UpdateAsync<int>("count", count => count + 1, Cancellation), Cancellation)));

        (await storage.GetAsync<int>("count", Cancellation)).ShouldBe(50);
    }

    private protected abstract IStorage Open();

    private sealed record Person(string Name, int[] Numbers);
}

public sealed class MemoryStorageTests : StorageTests
{
    private protected override IStorage Open()
        => new TypedStorage(new MemoryBackend(TimeProvider.System), new StorageJson([]), TimeProvider.System);
}

public sealed class JsonStorageTests : StorageTests
{
    [Fact]
    public async Task A_value_outlives_the_process_and_leaves_no_scratch_files()
    {
        await Open().SetAsync("a", 1, TestContext.Current.CancellationToken);

        (await Open().GetAsync<int>("a", TestContext.Current.CancellationToken)).ShouldBe(1);
        Files.ShouldBe(["a.json"]);
    }

    [Fact]
    public async Task A_value_that_cannot_be_written_leaves_the_one_before()
    {
        var storage = Open();
        await storage.SetAsync("a", "good", TestContext.Current.CancellationToken);

        await Should.ThrowAsync<InvalidOperationException>(() => storage.SetAsync("a", Half(), TestContext.Current.CancellationToken));

        (await storage.GetAsync<string>("a", TestContext.Current.CancellationToken)).ShouldBe("good");
        Files.ShouldBe(["a.json"]);

        // Written half when it turns out that it cannot be.
        static IEnumerable<string> Half()
        {
            yield return new string('x', 100_000);
            throw new InvalidOperationException("as told");
        }
    }

    [Fact]
    public async Task Whoever_reads_while_others_write_sees_a_whole_value()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var (writer, reader) = (Open(), Open());
        await writer.SetAsync("a", new string('0', 50_000), cancellationToken);
        var writing = Task.Run(
            async () =>
            {
                for (var number = 1; number <= 100; number++)
                {
                    await writer.SetAsync("a", new string((char)('0' + (number % 10)), 50_000 + number), cancellationToken);
                }
            },
            cancellationToken);

        while (!writing.IsCompleted)
        {
            var value = (await reader.GetAsync<string>("a", cancellationToken)).ShouldNotBeNull();
            value.Length.ShouldBeGreaterThanOrEqualTo(50_000);
            value.Distinct().Count().ShouldBe(1);
        }

        await writing;
    }

    [Fact]
    public void Different_keys_have_different_safe_file_names_whatever_they_are()
        => Gen.Select(Gen.String[1, 300], Gen.String[1, 300]).Sample((one, other) =>
        {
            foreach (var key in new[] { one, other })
            {
                var name = StorageFileName.For(key);
                name.Length.ShouldBeLessThanOrEqualTo(200);
                name.ShouldMatch(@"\A[a-z0-9_%~A-F-]+\.json\z");
            }

            StorageFileName.For(one).Equals(StorageFileName.For(other), StringComparison.OrdinalIgnoreCase)
                .ShouldBe(IsSameText(one, other));
        });

    // Lone surrogates have no UTF-8 form; all become the same replacement character.
    private static bool IsSameText(string one, string other)
        => System.Text.Encoding.UTF8.GetBytes(one).AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(other));

    private protected override IStorage Open() => new TypedStorage(
        new FileBackend(DataDirectory, TimeProvider.System, new StorageFaults(), NullLogger<FileBackend>.Instance),
        new StorageJson([]),
        TimeProvider.System);

    private IEnumerable<string> Files => Directory.GetFiles(DataDirectory, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(DataDirectory, path))
        .Where(path => !path.StartsWith(".locks", StringComparison.Ordinal));
}
