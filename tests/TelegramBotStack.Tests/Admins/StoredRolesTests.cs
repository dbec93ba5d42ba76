using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Admins;
using TelegramBotStack.Storage;
using TelegramBotStack.Tests.Users;

namespace TelegramBotStack.Tests.Admins;

public sealed class StoredRolesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private CountingBackend _backend;

    public StoredRolesTests() => _backend = new CountingBackend(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_administrators_leave_at_once_one_stays()
    {
        for (var round = 0; round < 20; round++)
        {
            _backend = new CountingBackend(_time);
            // Two instances, as after a takeover that the older one has not noticed yet.
            using var here = await OpenAsync();
            using var there = await OpenAsync();
            for (var user = 1; user <= 10; user++)
            {
                await here.GrantAsync(user, IRoles.Admin, cancellationToken: Cancellation);
            }

            var results = await Task.WhenAll(Enumerable.Range(1, 10).Select(user => Task.Run(
                () => (user % 2 == 0 ? here : there).RevokeAsync(user, IRoles.Admin, user, Cancellation), Cancellation)));

            results.Count(result => result == RoleResult.Done).ShouldBe(9);
            results.Count(result => result == RoleResult.LastAdmin).ShouldBe(1);
            using var after = await OpenAsync();
            after.Holders(IRoles.Admin).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Each_change_is_kept_with_its_time_and_who_made_it()
    {
        using (var roles = await OpenAsync())
        {
            await roles.GrantAsync(1, IRoles.Admin, cancellationToken: Cancellation);
            _time.Advance(TimeSpan.FromHours(1));
            await roles.GrantAsync(2, "moderator", by: 1, Cancellation);
            _time.Advance(TimeSpan.FromHours(1));
            await roles.RevokeAsync(2, "moderator", by: 1, Cancellation);
            await roles.RevokeAsync(2, "moderator", by: 1, Cancellation);
        }

        using var restarted = await OpenAsync();

        var start = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        restarted.History.ShouldBe(
        [
            new RoleChange(start, 1, "admin", true, null),
            new RoleChange(start.AddHours(1), 2, "moderator", true, 1),
            new RoleChange(start.AddHours(2), 2, "moderator", false, 1),
        ]);
    }

    [Fact]
    public async Task An_administrator_has_every_role_and_others_have_theirs()
    {
        using var roles = await OpenAsync("1");
        await roles.GrantAsync(2, "moderator", cancellationToken: Cancellation);

        (roles.Has(1, "moderator"), roles.IsAdmin(1)).ShouldBe((true, true));
        (roles.Has(2, "moderator"), roles.Has(2, "editor"), roles.IsAdmin(2)).ShouldBe((true, false, false));
        roles.Holders("moderator").Select(holder => holder.UserId).ShouldBe([2]);
        roles.Holders(IRoles.Admin).ShouldBe([new RoleHolder(1, "admin", null, null)]);
    }

    [Fact]
    public async Task Looking_up_a_role_reads_nothing()
    {
        using var roles = await OpenAsync("1");
        var before = _backend.Reads;
        for (var user = 0; user < 1_000; user++)
        {
            roles.Has(user, "moderator");
        }

        _backend.Reads.ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_the_configuration_no_longer_names_is_administrator_no_longer()
    {
        using (var before = await OpenAsync("1, 2"))
        {
            before.IsAdmin(2).ShouldBeTrue();
            (await before.RevokeAsync(2, IRoles.Admin, cancellationToken: Cancellation)).ShouldBe(RoleResult.Configured);
        }

        using var after = await OpenAsync("1");
        after.IsAdmin(2).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1;2 3\n4,", 4)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public async Task Ids_may_be_separated_in_any_usual_way(string? setting, int count)
    {
        using var roles = await OpenAsync(setting);
        roles.Holders(IRoles.Admin).Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("@ada")]
    [InlineData("1,-5")]
    [InlineData("0")]
    [InlineData("1.5")]
    public void A_setting_that_is_no_list_of_ids_is_refused_with_what_is_wrong(string setting)
    {
        var refusal = Should.Throw<BotConfigurationException>(() => Setting(setting, new AdminsOptions()));

        refusal.Code.ShouldBe("admins-malformed");
        refusal.Message.ShouldContain("/my_id");
    }

    [Fact]
    public void First_come_is_refused_with_a_storage_that_forgets_and_off_when_somebody_is_named()
    {
        Should.Throw<BotConfigurationException>(() => Setting("", new AdminsOptions { FirstComeIsAdmin = true }, NamedStorage.Memory))
            .Code.ShouldBe("admins-forgotten");

        Setting("5", new AdminsOptions { FirstComeIsAdmin = true }, NamedStorage.Memory).FirstComeIsAdmin.ShouldBeFalse();
        Setting("", new AdminsOptions { FirstComeIsAdmin = true }).FirstComeIsAdmin.ShouldBeTrue();
        Setting("", new AdminsOptions()).FirstComeIsAdmin.ShouldBeFalse();
    }

    private static AdminSetting Setting(string? admins, AdminsOptions options, string storage = NamedStorage.Json)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("BOT_ADMINS", admins), new("BOTSTACK_STORAGE", storage)]).Build();
        NamedStorage[] offered = [new(NamedStorage.Memory, _ => throw new InvalidOperationException()), new(NamedStorage.Json, _ => throw new InvalidOperationException())];
        return new AdminSetting(configuration, Options.Create(options), new StorageChoice(offered, configuration));
    }

    private async Task<StoredRoles> OpenAsync(string? admins = null)
    {
        var storage = new TypedStorage(_backend, new StorageJson([new JsonSource(AdminsJson.Default)]), _time);
        var roles = new StoredRoles(storage, Setting(admins, new AdminsOptions()), _time, NullLogger<StoredRoles>.Instance);
        await roles.StartAsync(Cancellation);
        return roles;
    }
}
