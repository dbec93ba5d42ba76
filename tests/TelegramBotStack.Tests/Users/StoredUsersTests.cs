using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot.Types;
using TelegramBotStack.Storage;
using TelegramBotStack.Storage.Files;
using TelegramBotStack.Users;

namespace TelegramBotStack.Tests.Users;

public sealed class StoredUsersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_who_writes_a_lot_costs_one_write_a_minute_and_no_read()
    {
        var backend = new CountingBackend(_time);
        var users = Open(backend);
        await See(users, Ada());
        var (reads, writes) = (backend.Reads, backend.Writes);

        for (var message = 0; message < 600; message++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await See(users, Ada());
        }

        (backend.Writes - writes).ShouldBe(1);
        (backend.Reads - reads).ShouldBe(1, "the atomic update reads what it changes");
        (await Open(backend).FindAsync(1, Cancellation))!.LastSeenAt.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task Who_is_no_user_costs_one_read_however_much_they_write_in_groups()
    {
        var backend = new CountingBackend(_time);
        var users = Open(backend);
        for (var message = 0; message < 100; message++)
        {
            (await users.SeeAsync(Ada(), registers: false, isPrivate: false, message, Cancellation)).User.ShouldBeNull();
        }

        (backend.Reads, backend.Writes).ShouldBe((1, 0));
        (await See(users, Ada())).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_name_is_noted_at_once_and_what_was_chosen_stays()
    {
        var backend = new CountingBackend(_time);
        var users = Open(backend);
        await See(users, Ada());
        (await users.ChooseLanguageAsync(1, "ru", Cancellation)).ShouldBeTrue();

        await See(users, new User { Id = 1, FirstName = "Ada", LastName = "King", Username = "countess" });

        var stored = (await Open(backend).FindAsync(1, Cancellation))!;
        stored.DisplayName.ShouldBe("Ada King (@countess)");
        (stored.ChosenLanguage, stored.LanguageCode, stored.Language).ShouldBe(("ru", "en", "ru"));
    }

    [Fact]
    public async Task Users_who_come_to_two_instances_at_once_are_all_kept()
    {
        using var directory = new TemporaryDirectory();
        StoredUsers[] instances = [OpenFiles(directory), OpenFiles(directory)];

        await Task.WhenAll(Enumerable.Range(1, 200).Select(id => Task.Run(
            () => instances[id % 2].RegisterAsync(new User { Id = 1 + (id / 2), FirstName = $"User {id}" }, Cancellation), Cancellation)));

        (await OpenFiles(directory).CountAsync(Cancellation)).ShouldBe(101);
        var listed = await OpenFiles(directory).ListAsync(Cancellation).Select(user => user.Id).ToListAsync(Cancellation);
        listed.Order().ShouldBe(Enumerable.Range(1, 101).Select(id => (long)id));
    }

    [Fact]
    public async Task Pages_hold_every_user_once_and_a_page_beyond_the_last_is_the_last()
    {
        var users = Open(new CountingBackend(_time));
        var empty = await users.PageAsync(3, 10, Cancellation);
        (empty.Users.Count, empty.Number, empty.Pages, empty.Total).ShouldBe((0, 1, 1, 0));
        for (var id = 1; id <= 45; id++)
        {
            await users.RegisterAsync(new User { Id = id, FirstName = "User" }, Cancellation);
        }

        var seen = new List<long>();
        for (var number = 1; number <= 5; number++)
        {
            var page = await users.PageAsync(number, 10, Cancellation);
            (page.Number, page.Pages, page.Total).ShouldBe((number, 5, 45));
            seen.AddRange(page.Users.Select(user => user.Id));
        }

        seen.Order().ShouldBe(Enumerable.Range(1, 45).Select(id => (long)id));
        (await users.PageAsync(99, 10, Cancellation)).Number.ShouldBe(5);
    }

    [Fact]
    public async Task Who_was_removed_is_forgotten_and_new_when_they_come_again()
    {
        var users = Open(new CountingBackend(_time));
        (await See(users, Ada())).IsNew.ShouldBeTrue();
        (await See(users, Ada(), update: 8)).IsNew.ShouldBeFalse();

        (await users.RemoveAsync(1, Cancellation)).ShouldBeTrue();
        (await users.RemoveAsync(1, Cancellation)).ShouldBeFalse();
        (await users.ExistsAsync(1, Cancellation)).ShouldBeFalse();

        (await See(users, Ada(), update: 9)).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task When_the_update_that_registered_a_user_is_delivered_again_the_user_is_new_again()
    {
        var backend = new CountingBackend(_time);
        await See(Open(backend), Ada(), update: 7);

        // The process was killed before the bot was told, and another one gets the update.
        (await See(Open(backend), Ada(), update: 7)).IsNew.ShouldBeTrue();
        (await See(Open(backend), Ada(), update: 8)).IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_from_who_had_blocked_the_bot_shows_that_they_are_back()
    {
        var users = Open(new CountingBackend(_time));
        await See(users, Ada());
        await users.SetBlockedAsync(1, isBlocked: true, Cancellation);
        (await users.FindAsync(1, Cancellation))!.BlockedAt.ShouldBe(_time.GetUtcNow());

        await users.SeeAsync(Ada(), registers: false, isPrivate: false, update: 8, Cancellation);
        (await users.FindAsync(1, Cancellation))!.BlockedAt.ShouldNotBeNull("one can write in a group all the same");

        await See(users, Ada(), update: 9);
        (await users.FindAsync(1, Cancellation))!.BlockedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_marked_as_blocked_who_is_not_known()
    {
        var backend = new CountingBackend(_time);
        await Open(backend).SetBlockedAsync(5, isBlocked: true, Cancellation);

        backend.Writes.ShouldBe(0);
        (await Open(backend).ExistsAsync(5, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_users_seen()
    {
        var recent = new RecentUsers(capacity: 100);
        for (var id = 1; id <= 10_000; id++)
        {
            recent.Keep(id, new BotUser { Id = id, FirstName = "User", FirstSeenAt = default, LastSeenAt = default });
            recent.TryFind(1, out _).ShouldBeTrue("whoever is seen all the time stays");
        }

        Enumerable.Range(1, 10_000).Count(id => recent.TryFind(id, out _)).ShouldBeLessThanOrEqualTo(100);
    }

    private static User Ada() => new() { Id = 1, FirstName = "Ada", LanguageCode = "en" };

    private static Task<Sighting> See(StoredUsers users, User user, int update = 7)
        => users.SeeAsync(user, registers: true, isPrivate: true, update, Cancellation);

    private StoredUsers Open(IStorageBackend backend)
        => new(new TypedStorage(backend, new StorageJson([new JsonSource(UsersJson.Default)]), _time), Options.Create(new UsersOptions()), _time);

    private StoredUsers OpenFiles(TemporaryDirectory directory)
        => Open(new FileBackend(directory.Path, directory[".locks"], _time, new StorageFaults(), NullLogger<FileBackend>.Instance));
}
