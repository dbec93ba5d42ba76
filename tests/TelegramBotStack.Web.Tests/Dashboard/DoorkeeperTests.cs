using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Storage;
using TelegramBotStack.Web.Dashboard;

namespace TelegramBotStack.Web.Tests.Dashboard;

public sealed class DoorkeeperTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryBackend _backend;
    private readonly OneAdmin _roles = new();
    private readonly Doorkeeper _doorkeeper;

    public DoorkeeperTests()
    {
        _backend = new MemoryBackend(_time);
        var storage = new TypedStorage(_backend, new StorageJson([new JsonSource(DashboardJson.Default)]), _time);
        _doorkeeper = new Doorkeeper(storage, _roles, _time, NullLogger<Doorkeeper>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_works_for_five_minutes()
    {
        var used = await _doorkeeper.CreateLinkAsync(1, Cancellation);
        var late = await _doorkeeper.CreateLinkAsync(1, Cancellation);

        _time.Advance(TimeSpan.FromMinutes(4.9));
        (await _doorkeeper.RedeemAsync(used, Cancellation)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromMinutes(0.2));
        (await _doorkeeper.RedeemAsync(late, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_session_lasts_twelve_hours_however_often_it_is_used()
    {
        var session = await _doorkeeper.RedeemAsync(await _doorkeeper.CreateLinkAsync(1, Cancellation), Cancellation);
        for (var hour = 1; hour < 12; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            (await _doorkeeper.AdmitAsync(session, Cancellation)).ShouldBe(1);
        }

        _time.Advance(TimeSpan.FromHours(1));
        (await _doorkeeper.AdmitAsync(session, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_gets_in()
    {
        var link = await _doorkeeper.CreateLinkAsync(1, Cancellation);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _doorkeeper.RedeemAsync(link, Cancellation), Cancellation)));

        sessions.Count(session => session is not null).ShouldBe(1);
    }

    [Fact]
    public async Task The_storage_has_neither_link_nor_session()
    {
        var link = await _doorkeeper.CreateLinkAsync(1, Cancellation);
        (await StoredAsync()).ShouldNotContain(link);
        var session = await _doorkeeper.RedeemAsync(link, Cancellation);

        (await StoredAsync()).ShouldNotContain(session!);
        (await StoredAsync()).ShouldContain("botstack/dashboard/sessions/");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../../users/1")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task What_was_never_given_lets_nobody_in(string? secret)
    {
        (await _doorkeeper.RedeemAsync(secret, Cancellation)).ShouldBeNull();
        (await _doorkeeper.AdmitAsync(secret, Cancellation)).ShouldBeNull();
        await _doorkeeper.EndAsync(secret, Cancellation);
    }

    private async Task<string> StoredAsync()
    {
        var all = new List<string>();
        await foreach (var key in _backend.ListAsync("", null, Cancellation))
        {
            all.Add($"{key} {System.Text.Encoding.UTF8.GetString((await _backend.ReadAsync(key, Cancellation))!.Json.Span)}");
        }

        return string.Join('\n', all);
    }

    private sealed class OneAdmin : IRoles
    {
        public IReadOnlyList<RoleChange> History => [];

        public bool IsAdmin(long userId) => userId == 1;

        public bool Has(long userId, string role) => IsAdmin(userId);

        public IReadOnlyList<RoleHolder> Holders(string role) => [new(1, role, null, null)];

        public Task<RoleResult> GrantAsync(long userId, string role, long? by = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public Task<RoleResult> RevokeAsync(long userId, string role, long? by = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();
    }
}
