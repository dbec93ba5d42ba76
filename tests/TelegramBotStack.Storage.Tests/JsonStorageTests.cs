using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramBotStack.Storage.Files;

namespace TelegramBotStack.Storage.Tests;

public sealed class JsonStorageTests : StorageTests, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _locks = new();
    private readonly StorageFaults _faults = new();
    private readonly FileBackend _backend;

    public JsonStorageTests() => _backend = Create();

    public void Dispose()
    {
        _backend.Dispose();
        _directory.Dispose();
        _locks.Dispose();
    }

    private IEnumerable<string> Files => Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_directory.Path, path));

    [Fact]
    public async Task A_value_outlives_the_process_and_leaves_no_scratch_files()
    {
        await Open().SetAsync("a", 1, Cancellation);

        (await OpenAnother().GetAsync<int>("a", Cancellation)).ShouldBe(1);
        Files.ShouldBe(["a.json"]);
    }

    [Fact]
    public async Task A_value_that_cannot_be_written_leaves_the_one_before()
    {
        var storage = Open();
        await storage.SetAsync("a", "good", Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(() => storage.SetAsync("a", Half(), Cancellation));

        (await storage.GetAsync<string>("a", Cancellation)).ShouldBe("good");
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
        var (writer, reader) = (Open(), OpenAnother());
        await writer.SetAsync("a", new string('0', 50_000), Cancellation);
        var writing = Task.Run(
            async () =>
            {
                for (var number = 1; number <= 100; number++)
                {
                    await writer.SetAsync("a", new string((char)('0' + (number % 10)), 50_000 + number), Cancellation);
                }
            },
            Cancellation);

        while (!writing.IsCompleted)
        {
            var value = (await reader.GetAsync<string>("a", Cancellation)).ShouldNotBeNull();
            value.Length.ShouldBeGreaterThanOrEqualTo(50_000);
            value.Distinct().Count().ShouldBe(1);
        }

        await writing;
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"key\": \"a\", \"val")]
    [InlineData("{ \"key\": \"a\", \"value\": 1 } and more")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("{ \"value\": 1 }")]
    [InlineData("[]")]
    public async Task A_damaged_file_is_kept_aside_and_told_of_and_the_bot_goes_on(string content)
    {
        var told = new List<string>();
        _faults.Noted += (code, message) => told.Add($"{code}: {message}");
        var storage = Open();
        await storage.SetAsync("a", 1, Cancellation);
        await storage.SetAsync("b", 2, Cancellation);
        await File.WriteAllTextAsync(_directory["a.json"], content, Cancellation);

        (await storage.GetAsync<int>("a", Cancellation)).ShouldBe(0);
        (await storage.UpdateAsync<int>("a", value => value + 10, Cancellation)).ShouldBe(10);

        (await File.ReadAllTextAsync(_directory["a.json.broken"], Cancellation)).ShouldBe(content);
        told.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            message => message.ShouldStartWith("storage-broken"), message => message.ShouldContain("a.json.broken"));
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_file_of_the_first_version_or_from_an_editor_is_read()
    {
        await File.WriteAllTextAsync(_directory["a.json"], "\uFEFF{\r\n  \"key\": \"a\",\r\n  \"value\": [1, 2]\r\n}\r\n", Cancellation);
        var storage = Open();

        (await storage.GetAsync<int[]>("a", Cancellation)).ShouldBe([1, 2]);
        var version = (await storage.ReadAsync<int[]>("a", Cancellation)).Version;
        (await storage.TrySetAsync("a", (List<int>)[3], version, cancellationToken: Cancellation)).ShouldBeTrue();
        (await storage.TrySetAsync("a", (List<int>)[4], version, cancellationToken: Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_is_easy_to_read_for_people()
    {
        await Open().SetAsync("user/1", new Dictionary<string, int> { ["age"] = 7 }, Cancellation);

        (await File.ReadAllTextAsync(_directory["user%2F1.json"], Cancellation)).ReplaceLineEndings("\n")
            .ShouldMatch("\\A\\{\n  \"key\": \"user/1\",\n  \"version\": [0-9]+,\n  \"value\": \\{\n    \"age\": 7\n  \\}\n\\}\\z");
    }

    [Fact]
    public async Task A_batch_of_a_process_that_died_is_finished_by_the_next_one_before_it_writes()
    {
        var storage = Open();
        await storage.WriteAsync(new StorageBatch().Set("a", 1).Set("b", 1).Set("c", 1), Cancellation);
        Directory.CreateDirectory(_directory[".batches"]);
        await File.WriteAllTextAsync(
            _directory[".batches/of-the-dead.json"],
            """[{ "key": "a", "version": 5, "value": 2 }, { "key": "b", "version": 6 }]""",
            Cancellation);

        var other = OpenAnother();
        await other.UpdateAsync<int>("a", value => value * 10, Cancellation);

        (await other.GetAsync<int>("a", Cancellation)).ShouldBe(20);
        (await other.ListAsync(cancellationToken: Cancellation)).ShouldBe(["a", "c"]);
        Directory.GetFiles(_directory[".batches"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_many_keys_nothing_is_read_at_the_start_and_one_value_is_there_at_once()
    {
        const int Keys = 20_000;
        for (var number = 0; number < Keys; number++)
        {
            await File.WriteAllTextAsync(
                _directory[$"user%2F{number}.json"], $$"""{ "key": "user/{{number}}", "version": 1, "value": {{number}} }""", Cancellation);
        }

        using var backend = Create();
        var storage = new TypedStorage(backend, new StorageJson([]), Time);
        var started = TimeProvider.System.GetTimestamp();
        await backend.OpenAsync(Cancellation);
        (await storage.GetAsync<int>("user/7", Cancellation)).ShouldBe(7);
        await backend.RemoveExpiredAsync(Cancellation);
        var elapsed = TimeProvider.System.GetElapsedTime(started);

        // Reading all of them takes seconds; this is milliseconds even on a busy machine.
        elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (await storage.ListAsync("user/", Cancellation)).Count.ShouldBe(Keys);
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

    private protected override IStorageBackend Backend() => _backend;

    private protected override IStorage OpenAnother() => new TypedStorage(Create(), new StorageJson([]), Time);

    private protected override Task<int> CountStoredAsync() => Task.FromResult(Directory.GetFiles(_directory.Path, "*.json").Length);

    private FileBackend Create() => new(_directory.Path, _locks.Path, Time, _faults, NullLogger<FileBackend>.Instance);
}
