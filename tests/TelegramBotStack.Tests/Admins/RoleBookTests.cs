using CsCheck;
using TelegramBotStack.Admins;

namespace TelegramBotStack.Tests.Admins;

public sealed class RoleBookTests
{
    private static readonly HashSet<long> Nobody = [];

    [Fact]
    public void Whatever_is_given_and_taken_there_is_always_an_administrator_once_there_was_one()
        => Gen.Select(Gen.Long[1, 5], Gen.Bool, Gen.Bool).List[1, 60].Sample(changes =>
        {
            var book = RoleBook.Empty.Apply(Change(1, IRoles.Admin, isGranted: true), Nobody).After;
            foreach (var (user, isGranted, isAdmin) in changes)
            {
                var (after, result) = book.Apply(Change(user, isAdmin ? IRoles.Admin : "moderator", isGranted), Nobody);
                after.Holders.ShouldContain(holder => holder.Role == IRoles.Admin);
                after.Holders.Distinct().Count().ShouldBe(after.Holders.Count);
                ReferenceEquals(after, book).ShouldBe(result != RoleResult.Done, "what is refused changes nothing and leaves no trace");
                book = after;
            }
        });

    [Fact]
    public void Each_refusal_has_its_reason()
    {
        var book = RoleBook.Empty.Apply(Change(1, IRoles.Admin, true), Nobody).After;

        Result(1, true, Nobody).ShouldBe(RoleResult.AlreadyHeld);
        Result(2, false, Nobody).ShouldBe(RoleResult.NotHeld);
        Result(1, false, Nobody).ShouldBe(RoleResult.LastAdmin);
        Result(1, false, [9]).ShouldBe(RoleResult.Done, "the configuration has another one");
        Result(9, false, [9]).ShouldBe(RoleResult.Configured);
        Result(9, true, [9]).ShouldBe(RoleResult.AlreadyHeld);

        RoleResult Result(long user, bool isGranted, HashSet<long> configured) => book.Apply(Change(user, IRoles.Admin, isGranted), configured).Result;
    }

    [Fact]
    public void A_change_that_is_asked_for_again_by_the_same_update_is_not_refused_and_made_once()
    {
        var change = Change(2, IRoles.Admin, true) with { Update = 7 };
        var once = RoleBook.Empty.Apply(change, Nobody).After;

        var (twice, result) = once.Apply(change, Nobody);

        (result, twice.Changes.Count).ShouldBe((RoleResult.Done, 1));
        once.Apply(change with { Update = 8 }, Nobody).Result.ShouldBe(RoleResult.AlreadyHeld);
    }

    [Fact]
    public void The_newest_thousand_changes_are_kept()
    {
        var book = RoleBook.Empty;
        for (var change = 0; change < 1_200; change++)
        {
            book = book.Apply(Change(change, "moderator", true), Nobody).After;
        }

        (book.Holders.Count, book.Changes.Count, book.Changes[^1].UserId).ShouldBe((1_200, 1_000, 1_199));
    }

    private static RoleChange Change(long user, string role, bool isGranted) => new(DateTimeOffset.UnixEpoch, user, role, isGranted, By: 1);
}
