using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace TelegramBotStack.Storage.Tests;

/// <summary>What every storage must do, done by each.</summary>
public abstract class StorageTests
{
    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // A moment that is now: Redis has a clock of its own.
    private protected FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

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

    [Theory]
    [InlineData("")]
    [InlineData("ünï ✓ \U0001F600")]
    [InlineData("nul \0 and \" and \\ and \u2028")]
    [InlineData(null)]
    public async Task Any_text_is_kept_exactly(string? text)
    {
        var storage = Open();
        await storage.SetAsync("text", new Dictionary<string, string?> { ["it"] = text }, Cancellation);
        await storage.SetAsync("plain", text, Cancellation);

        (await storage.GetAsync<Dictionary<string, string?>>("text", Cancellation)).ShouldNotBeNull()["it"].ShouldBe(text);
        (await storage.GetAsync<string>("plain", Cancellation)).ShouldBe(text);
        (await storage.ExistsAsync("plain", Cancellation)).ShouldBeTrue("a null that was written is there");
    }

    [Fact]
    public async Task A_large_value_is_kept()
    {
        var storage = Open();
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(number => number.ToString("000000", CultureInfo.InvariantCulture)));
        await storage.SetAsync("large", text, Cancellation);

        (await storage.GetAsync<string>("large", Cancellation)).ShouldBe(text);
    }

    [Fact]
    public async Task A_key_without_a_value_has_the_default()
    {
        var storage = Open();
        (await storage.GetAsync<int>("none", Cancellation)).ShouldBe(0);
        (await storage.GetAsync<Person>("none", Cancellation)).ShouldBeNull();
        (await storage.ReadAsync<Person>("none", Cancellation)).Exists.ShouldBeFalse();
        (await storage.ExistsAsync("none", Cancellation)).ShouldBeFalse();
        (await storage.DeleteAsync("none", Cancellation)).ShouldBeFalse();
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("half of a pair: ", '\uD83D')]
    public async Task A_key_that_no_storage_can_keep_is_refused(string key, params char[] rest)
    {
        // No attribute can hold half of a pair in a text.
        key += new string(rest);
        var storage = Open();
        await Should.ThrowAsync<ArgumentException>(() => storage.SetAsync(key, 1, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => storage.GetAsync<int>(key, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => storage.SetAsync(new string('x', 1025), 1, Cancellation));
    }

    [Fact]
    public async Task Deleting_removes_a_value()
    {
        var storage = Open();
        await storage.SetAsync("a", 1, Cancellation);
        (await storage.DeleteAsync("a", Cancellation)).ShouldBeTrue();
        (await storage.ExistsAsync("a", Cancellation)).ShouldBeFalse();
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBeEmpty();
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
    public async Task Keys_are_in_the_same_order_in_every_storage_and_can_be_listed_in_pages()
    {
        var storage = Open();
        string[] ordered = ["A", "B", "Z", "a", "a ", "a/", "a/1", "a/10", "a/2", "a_", "aa", "ä", "\uFF21", "\U0001F600"];
        await storage.WriteAsync(ordered.Reverse().Aggregate(new StorageBatch(), (batch, key) => batch.Set(key, 0)), Cancellation);

        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(ordered);
        var pages = new List<string>();
        string[] page;
        do
        {
            page = await storage.EnumerateAsync(after: pages.LastOrDefault(), cancellationToken: Cancellation).Take(3).ToArrayAsync(Cancellation);
            pages.AddRange(page);
        }
        while (page.Length > 0);
        pages.ShouldBe(ordered);
        (await storage.EnumerateAsync("a/", "a/1", Cancellation).ToListAsync(Cancellation)).ShouldBe(["a/10", "a/2"]);
        (await storage.EnumerateAsync("a/", "B", Cancellation).ToListAsync(Cancellation)).ShouldBe(["a/", "a/1", "a/10", "a/2"], "all are behind B");
        (await storage.EnumerateAsync("a/", "b", Cancellation).ToListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Updates_of_one_key_at_the_same_time_all_count()
    {
        var storage = Open();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            () => storage.UpdateAsync<int>("count", count => count + 1, Cancellation), Cancellation)));

        (await storage.GetAsync<int>("count", Cancellation)).ShouldBe(50);
    }

    [Fact]
    public async Task Two_that_share_a_storage_lose_none_of_each_others_updates()
    {
        var other = OpenAnother();
        IStorage[] storages = [Open(), other];
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(
            () => storages[number % 2].UpdateAsync<List<int>>("numbers", numbers => [.. numbers ?? [], number], Cancellation), Cancellation)));

        (await other.GetAsync<List<int>>("numbers", Cancellation)).ShouldNotBeNull().Order().ShouldBe(Enumerable.Range(0, 40));
    }

    [Fact]
    public async Task A_change_that_fails_leaves_the_value_as_it_was()
    {
        var storage = Open();
        await storage.SetAsync("a", 1, Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(
            () => storage.UpdateAsync<int>("a", _ => throw new InvalidOperationException("as told"), Cancellation));

        (await storage.UpdateAsync<int>("a", value => value + 1, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task A_value_with_another_version_is_not_overwritten()
    {
        var storage = Open();
        await storage.SetAsync("a", "first", Cancellation);
        var read = await storage.ReadAsync<string>("a", Cancellation);
        (await storage.TrySetAsync("a", "second", read.Version, cancellationToken: Cancellation)).ShouldBeTrue();

        (await storage.TrySetAsync("a", "late", read.Version, cancellationToken: Cancellation)).ShouldBeFalse();
        (await storage.WriteAsync(new StorageBatch().DeleteIf("a", read.Version), Cancellation)).ShouldBeFalse();

        (await storage.ReadAsync<string>("a", Cancellation)).ShouldSatisfyAllConditions(
            value => value.Value.ShouldBe("second"),
            value => value.Version.ShouldNotBe(read.Version));
        await storage.SetAsync("a", "first", Cancellation);
        (await storage.ReadAsync<string>("a", Cancellation)).Version.ShouldNotBe(read.Version, "the same value, but another write");
    }

    [Fact]
    public async Task Of_many_that_add_a_value_at_once_one_does()
    {
        var storage = Open();
        var added = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(
            async () => await storage.TryAddAsync("a", number, cancellationToken: Cancellation) ? number : 0, Cancellation)));

        added.Count(number => number > 0).ShouldBe(1);
        (await storage.GetAsync<int>("a", Cancellation)).ShouldBe(added.Sum());
    }

    [Fact]
    public async Task A_batch_happens_as_a_whole_or_not_at_all()
    {
        var storage = Open();
        await storage.SetAsync("old", 1, Cancellation);
        await storage.SetAsync("taken", 1, Cancellation);

        (await storage.WriteAsync(new StorageBatch().Set("new", 1).Delete("old").SetIf("taken", 2, version: 0), Cancellation)).ShouldBeFalse();
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["old", "taken"]);
        (await storage.WriteAsync(new StorageBatch().Set("new", 1).Delete("old").DeleteIf("none", version: 0), Cancellation)).ShouldBeTrue();
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["new", "taken"]);
        (await storage.WriteAsync(new StorageBatch().Set("new", 2).DeleteIf("taken", version: 0), Cancellation)).ShouldBeFalse();
        (await storage.GetAsync<int>("new", Cancellation)).ShouldBe(1);
        (await storage.WriteAsync(new StorageBatch(), Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Batches_of_the_same_keys_at_the_same_time_do_not_mix()
    {
        var storage = Open();
        await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Task.Run(
            () => storage.WriteAsync(
                number % 2 == 0
                    ? new StorageBatch().Set("a", number).Set("b", number).Set("c", number)
                    : new StorageBatch().Set("c", number).Set("b", number).Set("a", number),
                Cancellation),
            Cancellation)));

        var value = await storage.GetAsync<int>("a", Cancellation);
        value.ShouldBeGreaterThan(0);
        (await storage.GetAsync<int>("b", Cancellation)).ShouldBe(value);
        (await storage.GetAsync<int>("c", Cancellation)).ShouldBe(value);
    }

    [Fact]
    public async Task What_has_expired_is_gone_for_everyone()
    {
        var storage = Open();
        await storage.SetAsync("short", 1, TimeSpan.FromMinutes(10), Cancellation);
        await storage.SetAsync("long", 1, TimeSpan.FromHours(3), Cancellation);
        await storage.SetAsync("for ever", 1, Cancellation);
        (await storage.GetAsync<int>("short", Cancellation)).ShouldBe(1);

        Time.Advance(TimeSpan.FromMinutes(10));

        (await storage.GetAsync<int>("short", Cancellation)).ShouldBe(0);
        (await storage.ExistsAsync("short", Cancellation)).ShouldBeFalse();
        (await storage.ReadAsync<int>("short", Cancellation)).Exists.ShouldBeFalse();
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["for ever", "long"]);
        (await storage.DeleteAsync("short", Cancellation)).ShouldBeFalse();
        (await storage.TryAddAsync("short", 2, cancellationToken: Cancellation)).ShouldBeTrue();
        (await storage.GetAsync<int>("short", Cancellation)).ShouldBe(2);
        Time.Advance(TimeSpan.FromDays(1));
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["for ever", "short"]);
    }

    [Fact]
    public async Task A_write_decides_anew_when_a_value_expires_and_an_update_only_when_told()
    {
        var storage = Open();
        await storage.SetAsync("set", 1, TimeSpan.FromMinutes(1), Cancellation);
        await storage.SetAsync("set", 2, Cancellation);
        await storage.SetAsync("updated", 1, TimeSpan.FromMinutes(1), Cancellation);
        await storage.UpdateAsync<int>("updated", value => value + 1, Cancellation);
        await storage.SetAsync("prolonged", 1, TimeSpan.FromMinutes(1), Cancellation);
        await storage.UpdateAsync<int>("prolonged", value => value + 1, TimeSpan.FromMinutes(5), Cancellation);
        (await storage.ReadAsync<int>("prolonged", Cancellation)).ExpiresAt.ShouldNotBeNull()
            .ShouldBe(Time.GetUtcNow() + TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(1));

        Time.Advance(TimeSpan.FromMinutes(2));

        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["prolonged", "set"]);
        (await storage.GetAsync<int>("prolonged", Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task The_space_of_what_has_expired_is_freed()
    {
        var (storage, backend) = (Open(), Backend());
        foreach (var number in Enumerable.Range(0, 30))
        {
            await storage.SetAsync($"session/{number}", number, TimeSpan.FromMinutes(number < 20 ? 5 : 500), Cancellation);
        }

        await storage.SetAsync("session/3", "stays", Cancellation);
        Time.Advance(TimeSpan.FromMinutes(6));
        await backend.RemoveExpiredAsync(Cancellation);

        (await CountStoredAsync()).ShouldBe(11);
        (await storage.ListAsync(cancellationToken: Cancellation)).Count.ShouldBe(11);
        Time.Advance(TimeSpan.FromDays(1));
        await backend.RemoveExpiredAsync(Cancellation);
        (await CountStoredAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Everything_of_a_prefix_can_be_deleted()
    {
        var storage = Open();
        foreach (var keys in Enumerable.Range(0, 450).Chunk(150))
        {
            await storage.WriteAsync(keys.Aggregate(new StorageBatch(), (batch, number) => batch.Set($"a/{number}", 0)), Cancellation);
        }

        await storage.SetAsync("b", 1, Cancellation);

        (await storage.DeleteAllAsync("a/", Cancellation)).ShouldBe(450);
        (await storage.ListAsync(cancellationToken: Cancellation)).ShouldBe(["b"]);
    }

    [Fact]
    public async Task What_is_cancelled_throws_and_harms_nothing()
    {
        var storage = Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await storage.SetAsync("a", 1, Cancellation);

        try
        {
            await storage.UpdateAsync<int>("a", value => value + 1, cancelled.Token);
        }
        catch (OperationCanceledException)
        {
            // Or it was done before anybody looked.
        }

        (await storage.GetAsync<int>("a", Cancellation)).ShouldBeInRange(1, 2);
        await storage.SetAsync("a", 5, Cancellation);
        (await storage.GetAsync<int>("a", Cancellation)).ShouldBe(5);
    }

    [Fact]
    public Task Any_sequence_of_operations_has_the_outcome_of_the_model()
        => StorageModel.CompareAsync(Open(), Backend(), Time, Cancellation);

    /// <summary>The storage of this test; the same one each time.</summary>
    private protected IStorage Open() => new TypedStorage(Backend(), new StorageJson([]), Time);

    private protected abstract IStorageBackend Backend();

    /// <summary>As another process would open it.</summary>
    private protected abstract IStorage OpenAnother();

    /// <summary>How many values take space.</summary>
    private protected abstract Task<int> CountStoredAsync();

    private sealed record Person(string Name, int[] Numbers);
}
