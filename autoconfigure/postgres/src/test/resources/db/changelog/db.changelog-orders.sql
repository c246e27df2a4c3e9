--liquibase formatted sql

--changeset orders:1
create table orders (id bigint generated always as identity primary key, sku text not null);
insert into orders (sku) values ('liquibase');
