using System.Globalization;
using TelegramBotStack.Status;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>Makes HTML of what there is to show. Everything that comes from outside is escaped by <see cref="Html.Format"/>.</summary>
internal static class DashboardHtml
{
    private const int LongestList = 10;
    private const double Mebibyte = 1024 * 1024;

    public static string Page(string path, DashboardView view) => Html.Format($"""
        {Head(path, view.Status.Bot?.Username is { } name ? "@" + name : "The bot", refresh: true)}
        <header>
          <h1>{(view.Status.Bot?.Username is { } bot ? "@" + bot : "The bot")}</h1>
          <span class="state {StateOf(view.Status)}">{StateOf(view.Status)}</span>
          <p>{Time(view.Now)} UTC</p>
          <form method="post" action="{path}/sign-out"><button>Sign out</button></form>
        </header>
        <main class="cards">
        {Updates(view)}
        {Instance(view)}
        {Users(view)}
        {List("Errors of late", view.Errors, "None since this instance started.", error => Html.Raw(Html.Format(
            $"""<div class="line"><b>{error.Source}</b><span class="faint">{Time(error.At)}</span></div><bdi>{error.Text}</bdi>""")), isWide: true)}
        {List("Administrators", view.Admins, "Nobody.", admin => Html.Raw(Html.Format(
            $"""<div class="line"><bdi>{admin.Name ?? "Unknown to the bot"}</bdi><span class="faint">{admin.Holder.UserId}</span></div><p class="faint">{(admin.Holder.Since is { } since ? "since " + Time(since) : "by the configuration")}</p>""")))}
        {List("Broadcasts", view.Broadcasts, "None.", Broadcast)}
        {List("Schedules", view.Schedules, "Nothing is scheduled.", entry => Html.Raw(Html.Format(
            $"""<div class="line"><bdi>{entry.Name}</bdi><span>{Time(entry.DueAt)}</span></div><p class="faint">no. {entry.Id}{(entry.ChatId is { } chat ? string.Create(CultureInfo.InvariantCulture, $", chat {chat}") : "")}{(entry.Recurrence is { } again ? $", {again.Expression}" : "")}</p>""")))}
        </main>
        """);

    public static string SignIn(string path, string field, string link) => Html.Format($"""
        {Head(path, "Sign in", refresh: false)}
        <main class="door"><section>
          <h1>Dashboard</h1>
          <p>This link works once. It opens the dashboard in this browser for 12 hours.</p>
          <form method="post" action="{path}/sign-in"><input type="hidden" name="{field}" value="{link}"><button class="main">Sign in</button></form>
        </section></main>
        """);

    public static string Notice(string path, string text) => Html.Format($"""
        {Head(path, "Dashboard", refresh: false)}
        <main class="door"><section><h1>Dashboard</h1><p>{text}</p></section></main>
        """);

    private static RawMarkup Head(string path, string title, bool refresh) => Html.Raw(Html.Format($"""
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {(refresh ? Html.Raw("""<meta http-equiv="refresh" content="15">""") : Html.Raw(""))}
        <title>{title}</title>
        <link rel="stylesheet" href="{path}/style.css">
        """));

    private static RawMarkup Updates(DashboardView view)
    {
        var updates = view.Status.Updates;
        return Html.Raw(Html.Format($"""
            <section><h2>Updates</h2>
              <p class="big">{view.UpdatesPerSecond:0.0} <small>a second</small></p>
              <dl>
                <dt>Lag</dt><dd>{(view.Status.LagMilliseconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag:0} ms") : "–")}</dd>
                <dt>Waiting</dt><dd>{updates.Pending:N0}</dd>
                <dt>Handled</dt><dd>{updates.Handled:N0}</dd>
                <dt>Failed</dt><dd{Bad(updates.Failed)}>{updates.Failed:N0}</dd>
                <dt>Redelivered</dt><dd>{updates.Redelivered:N0}</dd>
                <dt>Conflicts (409)</dt><dd{Bad(view.Status.Conflicts)}>{view.Status.Conflicts:N0}</dd>
              </dl>
            </section>
            """));
    }

    private static RawMarkup Instance(DashboardView view)
    {
        var status = view.Status;
        return Html.Raw(Html.Format($"""
            <section><h2>Instance</h2>
              <p class="big">{Span(view.Now - status.StartedAt)} <small>up</small></p>
              <dl>
                <dt>Release</dt><dd>{status.Release}</dd>
                <dt>Instance</dt><dd>{status.Instance}</dd>
                <dt>Epoch</dt><dd>{status.Epoch}</dd>
                <dt>Active since</dt><dd>{(status.ActiveSince is { } since ? Time(since) : "–")}</dd>
                <dt>Memory</dt><dd>{(status.MemoryBytes ?? Environment.WorkingSet) / Mebibyte:0} MB</dd>
                <dt>Updates by</dt><dd>{(status.WebhookHost is { } host ? $"webhook at {host}" : "polling")}</dd>
              </dl>
            </section>
            """));
    }

    private static RawMarkup Users(DashboardView view) => Html.Raw(view.People is not { } people
        ? """<section><h2>Users</h2><p class="faint">They are being counted.</p></section>"""
        : Html.Format($"""
            <section><h2>Users</h2>
              <p class="big">{people.All:N0}</p>
              <dl>
                <dt>New today</dt><dd>{people.NewToday:N0}</dd>
                <dt>Seen today</dt><dd>{people.SeenToday:N0}</dd>
                <dt>Have blocked the bot</dt><dd>{people.Blocked:N0}</dd>
                <dt>Counted at</dt><dd>{people.At.UtcDateTime:HH:mm:ss}</dd>
              </dl>
            </section>
            """));

    private static RawMarkup Broadcast(BroadcastReport broadcast) => Html.Raw(Html.Format($"""
        <div class="line"><span>No. {broadcast.Id}, {broadcast.State.ToString().ToLowerInvariant()}</span><span class="faint">{Time(broadcast.StartedAt)}</span></div>
        <progress max="{Math.Max(1, broadcast.Total)}" value="{broadcast.Done}" aria-label="Sent"></progress>
        <p class="faint">{broadcast.Done:N0} of {broadcast.Total:N0}: {broadcast.Sent:N0} sent, {broadcast.Blocked:N0} blocked, {broadcast.Failed:N0} failed, {broadcast.Unknown:N0} unknown{(broadcast.LastError is { } error ? $"; {error}" : "")}</p>
        """));

    private static RawMarkup List<T>(string title, IReadOnlyList<T> items, string none, Func<T, RawMarkup> show, bool isWide = false)
    {
        var rows = string.Concat(items.Take(LongestList).Select(item => $"<li>{show(item).Text}</li>\n"));
        var more = items.Count > LongestList ? Html.Format($"""<p class="faint">and {items.Count - LongestList:N0} more</p>""") : "";
        return Html.Raw(Html.Format($"""
            <section{Html.Raw(isWide ? " class=\"wide\"" : "")}><h2>{title}</h2>
            {Html.Raw(items.Count == 0 ? Html.Format($"""<p class="faint">{none}</p>""") : $"<ul>{rows}</ul>{more}")}
            </section>
            """));
    }

    private static RawMarkup Bad(long count) => Html.Raw(count > 0 ? " class=\"bad\"" : "");

    private static string StateOf(InstanceStatus status) => status.State.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan time) => time.Days > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {time.Hours} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Hours}:{time.Minutes:00}:{time.Seconds:00}");
}
