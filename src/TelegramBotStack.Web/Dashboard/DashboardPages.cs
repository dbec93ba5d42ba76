using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>Answers requests: the page for administrators, and the door before it.</summary>
internal sealed class DashboardPages(DashboardSettings settings, Doorkeeper doorkeeper, DashboardReader reader)
{
    private const string Link = "link";

    // The prefix makes browsers refuse one that another host, or a page without TLS, has set.
    private readonly string _cookie = settings is { IsHttps: true, Path: "" } ? "__Host-botstack-dashboard" : "botstack-dashboard";

    public Task AnswerAsync(HttpContext http)
    {
        Protect(http.Response.Headers);
        var path = http.Request.Path.Value ?? "/";
        var page = path.StartsWith(settings.Path, StringComparison.Ordinal) ? path[settings.Path.Length..] : "?";
        return (http.Request.Method, page) switch
        {
            ("GET", "" or "/") => ShowAsync(http),
            ("GET", "/sign-in") => AskAsync(http),
            ("POST", "/sign-in") => SignInAsync(http),
            ("POST", "/sign-out") => SignOutAsync(http),
            ("GET", "/style.css") => StyleAsync(http),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "There is no such page."),
        };
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
    }

    private async Task ShowAsync(HttpContext http)
    {
        if (await doorkeeper.AdmitAsync(http.Request.Cookies[_cookie], http.RequestAborted).ConfigureAwait(false) is null)
        {
            await RefuseAsync(
                http, StatusCodes.Status401Unauthorized, "Write /dashboard to the bot. It gives administrators a link to this page.").ConfigureAwait(false);
            return;
        }

        var view = await reader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
        await WriteAsync(http, StatusCodes.Status200OK, DashboardHtml.Page(settings.Path, view)).ConfigureAwait(false);
    }

    /// <summary>A link is used by a button only: what looks at links on their way, as for a preview, must not use it up.</summary>
    private Task AskAsync(HttpContext http)
        => WriteAsync(http, StatusCodes.Status200OK, DashboardHtml.SignIn(settings.Path, Link, http.Request.Query[Link].ToString()));

    private async Task SignInAsync(HttpContext http)
    {
        var link = http.Request.HasFormContentType
            ? (await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false))[Link]
            : StringValues.Empty;
        if (await doorkeeper.RedeemAsync(link, http.RequestAborted).ConfigureAwait(false) is not { } session)
        {
            await RefuseAsync(
                http, StatusCodes.Status403Forbidden, "This link was used before, or is too old. Write /dashboard to the bot for a new one.").ConfigureAwait(false);
            return;
        }

        http.Response.Cookies.Append(_cookie, session, CookieFor(Doorkeeper.SessionLasts));
        Redirect(http);
    }

    private async Task SignOutAsync(HttpContext http)
    {
        await doorkeeper.EndAsync(http.Request.Cookies[_cookie], http.RequestAborted).ConfigureAwait(false);
        http.Response.Cookies.Delete(_cookie, CookieFor(null));
        Redirect(http);
    }

    private CookieOptions CookieFor(TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        Secure = settings.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = settings.Path.Length == 0 ? "/" : settings.Path,
        MaxAge = lasts,
    };

    private void Redirect(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = settings.Path + "/";
    }

    private static Task StyleAsync(HttpContext http)
    {
        http.Response.ContentType = "text/css; charset=utf-8";
        return http.Response.WriteAsync(DashboardStyle.Css, http.RequestAborted);
    }

    private Task RefuseAsync(HttpContext http, int status, string text) => WriteAsync(http, status, DashboardHtml.Notice(settings.Path, text));

    private static Task WriteAsync(HttpContext http, int status, string html)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html, http.RequestAborted);
    }
}
