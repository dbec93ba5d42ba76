using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Deployment.Tests.Configuration;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("hourly", "0 * * * *")]
    [InlineData("daily at 03:30", "30 3 * * *")]
    [InlineData("Daily at 3:05", "5 3 * * *")]
    [InlineData("weekly on sunday at 23:59", "59 23 * * 0")]
    [InlineData("30 3 * * *", "30 3 * * *")]
    [InlineData("  */15   0-6,22  1 1,6 1-5 ", "*/15 0-6,22 1 1,6 1-5")]
    public void A_schedule_is_what_it_says(string text, string expected)
    {
        CronExpression.TryParse(text, out var expression).ShouldBeTrue();
        expression.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sometimes")]
    [InlineData("daily at 24:00")]
    [InlineData("daily at 03:60")]
    [InlineData("weekly on someday at 03:30")]
    [InlineData("60 3 * * *")]
    [InlineData("30 3 0 * *")]
    [InlineData("30 3 * 13 *")]
    [InlineData("30 3 * *")]
    [InlineData("30 3 * * * root")]
    [InlineData("5-1 3 * * *")]
    [InlineData("*/0 3 * * *")]
    [InlineData("@reboot")]
    [InlineData("0 3 * * *; reboot")]
    [InlineData("0 3 * * *\n* * * * * evil")]
    public void What_is_no_schedule_is_refused(string text) => CronExpression.TryParse(text, out _).ShouldBeFalse();
}
